### Writing a request, and how a request reads.

## Forms

form-post = ✍️ طلب جديد
form-edit = ✏️ تعديل طلبك
form-item = 🛒 شيء في القائمة
form-search = 🔎 عمّ تبحث؟
form-home = 🏡 مدينتك
form-answer = 💬 الردّ على هذا الطلب
form-choose-field = ماذا تريد أن تعدّل؟
form-review-post = هل كل شيء جيّد؟ اضغط «نشر».
form-review-photos =
    { $room ->
         [zero] لا مكان لصور أخرى.
         [one] يمكنك إرسال صورة أخرى.
         [two] يمكنك أيضًا إرسال صورة أو صورتين الآن.
         [few] يمكنك أيضًا إرسال { $room } صور الآن.
         [many] يمكنك أيضًا إرسال { $room } صورة الآن.
        *[other] يمكنك أيضًا إرسال { $room } صورة الآن.
    }
form-review-edit = هل كل شيء جيّد؟ اضغط «حفظ».
form-review-search = اضغط ما تريد تحديده، ثم «عرض».
button-publish = ✅ نشر
button-show = 🔎 عرض
button-clear-all = 🧹 مسح الكل
button-afresh = 🆕 البدء من جديد
button-remove-photo = 🗑 الصورة { $number }
button-remove-item = 🗑 حذف رقم { $number }
resume-heading = 📝 لديك طلب لم يكتمل:
resume-nothing = لا يوجد طلب غير مكتمل.
edit-kept = تعديلاتك ما زالت هنا. تُطبَّق عندما تحفظها.
post-published = 🎉 نُشر طلبك! سأخبرك حالما يردّ أحد.
post-photo-added = 📷 أُضيفت الصورة { $count } من { $most }.
post-item-added = ✅ أُضيف. اكتب الشيء التالي، أو اضغط «تمّ».

## Questions, each with an example

ask-kind = ماذا تحتاج؟
hint-kind = اضغط أحد الأزرار.
ask-title-buy = ما الذي تريد شراءه؟
hint-title-buy = مثلًا: غلاف iPhone 15 أسود
ask-title-pickup = ما الذي تريد استلامه؟
hint-title-pickup = مثلًا: كيس ملابس عند خالتي
ask-title-service = ما الخدمة التي تحتاجها؟
hint-title-service = مثلًا: ترجمة شهادتي إلى الفرنسية
ask-from-buy = من أين يُشترى؟
ask-from-pickup = أين هو الآن؟
ask-to = إلى أين يُجلب؟
hint-place = اضغط على مدينة، أو اكتب أخرى، أو أرسل موقعًا.
ask-due = متى تحتاجه؟
hint-due = مثلًا: 20/12، الجمعة القادمة، بعد 10 أيام
ask-reward = ما المكافأة التي تقدّمها؟
hint-reward = مثلًا: 15 € أو 50 د.ت. تدفع نقدًا عند اللقاء.
hint-reward-service = مثلًا: 15 € أو 50 د.ت
ask-description = ماذا يجب أن يعرف الناس أيضًا؟
hint-description = المقاس، اللون، المتجر… حتى 500 حرف.
ask-photos = أرسل صورتين على الأكثر.
hint-photos = واحدة بعد الأخرى، ثم اضغط «تمّ».
ask-items = ماذا في قائمة مشترياتك؟
hint-items = اكتب شيئًا واحدًا كل مرة، مثلًا: فيتامين د قطرات
ask-size = ما حجمه؟
hint-size = اضغط أحد الأزرار.
ask-weight = كم يزن؟
hint-weight = مثلًا: 2 كغ أو 500 غ
ask-fragile = هل هو قابل للكسر؟
hint-fragile = اضغط «نعم» أو «لا».
ask-meetup = أين تريد اللقاء؟
ask-name = ما هو؟
hint-name = مثلًا: فيتامين د قطرات
ask-quantity = كم العدد؟
hint-quantity = اضغط رقمًا أو اكتبه.
ask-link = هل يوجد رابط له؟
hint-link = مثلًا: https://www.shop.com/vitamin
ask-ceiling = كم أقصى ثمن؟
hint-ceiling = مثلًا: 30 €
ask-home = في أيّ مدينة تسكن؟
ask-answer = اكتب رسالتك إلى صاحب الطلب.
hint-answer = مثلًا: مرحبا، أسافر يوم الجمعة ويمكنني جلبه.
hint-answer-service = مثلًا: مرحبا، يمكنني القيام بذلك قبل الجمعة.

## What was said, but not for sure

doubt-title = هل هذا ما تبحث عنه؟ اضغط عليه، أو اكتبه بنفسك.
doubt-from = من أين بالضبط؟
doubt-to = إلى أين بالضبط يُجلب؟
doubt-due = أيّ يوم تقصد؟
doubt-reward = أيّ مكافأة تعرض؟
doubt-reward-price = هل { $money } هي ما تدفعه مقابل النقل؟ إن كانت ثمن الشيء، فاضغط «بدون مكافأة»، أو اكتب مكافأة.

## Names of the fields, on buttons

label-kind = 🔖 النوع
label-title = 📝 العنوان
label-from = 🛫 من
label-to = 🛬 إلى
label-due = 📅 التاريخ
label-reward = 💰 المكافأة
label-description = 💡 التفاصيل
label-photos = 🖼 الصور
label-items = 🛒 قائمة المشتريات
label-size = 📐 الحجم
label-weight = ⚖️ الوزن
label-fragile = 🥚 قابل للكسر؟
label-meetup = 🤝 مكان اللقاء
label-name = 🛒 ماذا
label-quantity = 🔢 كم
label-link = 🔗 الرابط
label-ceiling = 💶 أقصى ثمن
label-radius = ⭕️ كم حول الانطلاق
label-reach = 🎯 كم حول الوصول
label-days = 📅 متى
label-least = 💰 أقل مكافأة
label-words = 🔤 كلمات
label-home = 🏡 المدينة
label-message = 💬 الرسالة

## Answers on a card

filled-from = 🛫 من: { $place }
filled-from-none = 🛫 من: أي مكان
filled-to = 🛬 إلى: { $place }
filled-meetup = 🤝 اللقاء في: { $place }
filled-home = 🏡 المدينة: { $place }
filled-due = 📅 حتى { $date }
filled-due-none = 📅 بدون تاريخ
filled-reward = 💰 المكافأة: { $money }
filled-reward-none = 💰 بدون مكافأة
filled-items = 🛒 قائمة المشتريات:
item-name = • { $name } × { $quantity }
item-ceiling = حتى { $money }
item-link = { $link }
filled-name = 🛒 { $name }
filled-quantity = 🔢 × { $quantity }
filled-link = 🔗 { $link }
filled-ceiling = 💶 على الأكثر { $money }
filled-size = 📐 الحجم: { $size }
filled-kilos = ⚖️ { $kilos } كغ
filled-grams = ⚖️ { $grams } غ
filled-fragile = 🥚 قابل للكسر
filled-sturdy = 🥚 غير قابل للكسر
filled-photos =
    { $count ->
         [zero] 🖼 بدون صور
         [one] 🖼 صورة واحدة
         [two] 🖼 صورتان
         [few] 🖼 { $count } صور
         [many] 🖼 { $count } صورة
        *[other] 🖼 { $count } صورة
    }

## A published request

state-draft = 📝 لم يُنشر بعد
state-open = 🟢 مفتوح حتى { $date }
state-agreed = 🤝 اتفقت مع شخص
state-closed = ⚪️ مغلق
state-expired = 🟠 انتهت مدّته
state-removed = 🔴 أُزيل
state-answers =
    { $count ->
         [zero] لا ردود بعد
         [one] ردّ واحد
         [two] ردّان
         [few] { $count } ردود
         [many] { $count } ردًّا
        *[other] { $count } ردّ
    }
card-posted = 🕐 نُشر في { $date }
card-off-market = ⚪️ هذا الطلب لم يعد مفتوحًا.
card-demo = 🙂 هذا مثال فقط، ولا أحد وراءه.
card-share = 🔗 شاركه: { $link }
card-saved = ✅ تمّ الحفظ.
card-renewed = 🔁 تمّ التمديد 30 يومًا.
card-closed = أُغلق طلبك. يمكنك التراجع خلال { $seconds } ثانية.
card-reopened = ✅ طلبك مفتوح من جديد.
button-answer = 💬 ردّ على الطلب
button-answers =
    { $count ->
         [zero] 💬 المحادثات
         [one] 💬 عرض الردّ
         [two] 💬 عرض الردّين
         [few] 💬 عرض { $count } ردود
         [many] 💬 عرض { $count } ردًّا
        *[other] 💬 عرض { $count } ردّ
    }
button-photos = 🖼 الصور
button-renew = 🔁 تمديد
button-close = 🔒 إغلاق
button-repost = 🔄 إعادة النشر
button-back-to-mine = ➡️ طلباتي
mine-heading = 📋 طلباتك
mine-nothing = ليس لديك أي طلب بعد. انشر أوّل طلب!
