### What stands in many places: buttons, dates, amounts, places, kinds.

## Buttons: at most 24 characters

button-menu = 🏠 القائمة
button-post = ✍️ نشر طلب
button-browse = 🔎 تصفّح الطلبات
button-chats = 💬 المحادثات
button-mine = 📋 طلباتي
button-saved = ⭐️ المحفوظة
button-settings = ⚙️ الإعدادات
button-help = ❓ مساعدة
button-cancel = ✖️ إلغاء
button-back = ➡️ رجوع
button-keep = إبقاؤه كما هو
button-done = ✅ تمّ
button-next = التالي ⬅️
button-previous = ➡️ السابق
button-undo = ↩️ تراجع
button-edit = ✏️ تعديل
button-save = 💾 حفظ

## Kinds of request

kind-buy = 🛍 شراء وتوصيل
kind-pickup = 📦 استلام وتوصيل
kind-service = 💻 خدمة عن بُعد

## Sizes of a parcel

size-small = صغير (جيب)
size-medium = متوسط (حقيبة ظهر)
size-large = كبير (حقيبة سفر)

## Days

date = { $weekday } { $day } { $month } { $year }
day-first = 1
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد
month-1 = جانفي
month-2 = فيفري
month-3 = مارس
month-4 = أفريل
month-5 = ماي
month-6 = جوان
month-7 = جويلية
month-8 = أوت
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

## Amounts; a space that does not break stands before the currency

money = { $amount }{ "\u00A0" }{ $currency }
money-thousands = { "\u00A0" }
money-decimal = ,
currency-TND = د.ت
currency-EUR = €
currency-USD = $
currency-GBP = £
currency-CHF = CHF
currency-CAD = CA$
currency-AED = د.إ
currency-SAR = ر.س
currency-QAR = ر.ق
currency-DZD = د.ج
currency-MAD = د.م
currency-LYD = د.ل
currency-TRY = ل.ت

## Places

place-in-country = { $place }، { $country }
place-whole-country = { $country } (كل البلد)

## Choices under a question

choice-place = { $place }
choice-yes-place = ✅ نعم، { $place }
choice-title = ✅ { $title }
choice-date = { $date }
choice-money = { $money }
choice-number = { $number }
choice-kilos = { $kilos } كغ
choice-radius = { $km } كم
choice-days =
    { $days ->
         [zero] اليوم
         [one] يوم واحد
         [two] يومان
         [few] { $days } أيام
         [many] { $days } يومًا
        *[other] { $days } يوم
    }
choice-yes = نعم
choice-no = لا
choice-anywhere = 🌍 أي مكان
choice-one-week = بعد أسبوع
choice-two-weeks = بعد أسبوعين
choice-one-month = بعد شهر
choice-no-date = بدون تاريخ
choice-no-reward = بدون مكافأة
choice-no-meetup = بدون لقاء
choice-no-link = بدون رابط
choice-no-ceiling = بدون حدّ
choice-any-kind = كل الأنواع
choice-any-day = أي تاريخ
choice-any-reward = أي مكافأة
choice-no-words = بدون كلمات
choice-usual-radius = المعتاد (50 كم)
choice-remove = 🗑 حذف
