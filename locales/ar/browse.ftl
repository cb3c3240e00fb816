### Looking for requests of others.

browse-heading = 🔎 الطلبات
browse-how = اضغط على طلب لفتحه. اكتب كلمة للبحث.
browse-nothing = لا توجد طلبات الآن. عُد قريبًا!
browse-no-match = لا شيء يطابق بحثك. جرّب بشروط أقل.
button-filters = 🎛 تصفية
button-back-to-list = ➡️ العودة إلى القائمة
list-title = { $number }. { $title }
list-open = { $number }. { $title }
list-route = { $from } ← { $to }
list-from-anywhere = 🌍 ← { $to }
list-meetup = 🤝 { $place }
list-online = 💻 عن بُعد
list-due = حتى { $date }
list-reward = 💰 { $money }
ask-search-kind = أي نوع؟
ask-search-from = من أين؟
ask-search-to = إلى أين؟
ask-radius = كم المسافة حول هذه المدن؟
hint-radius = اضغط مسافة أو اكتبها، مثلًا: 30 كم
ask-days = خلال كم يوم؟
hint-days = اضغط رقمًا أو اكتبه، مثلًا: 21
ask-words = أي كلمات يجب أن تكون فيه؟
hint-words = مثلًا: iphone
filled-radius = ⭕️ { $km } كم حوله
filled-days =
    { $days ->
         [zero] 📅 اليوم
         [one] 📅 خلال يوم واحد
         [two] 📅 خلال يومين
         [few] 📅 خلال { $days } أيام
         [many] 📅 خلال { $days } يومًا
        *[other] 📅 خلال { $days } يوم
    }
filled-words = 🔤 «{ $words }»
