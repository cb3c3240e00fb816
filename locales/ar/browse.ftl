### Looking for requests of others.

browse-heading = 🔎 الطلبات
browse-how = اضغط على طلب لفتحه. اكتب كلمة للبحث.
browse-nothing = لا توجد طلبات الآن. عُد قريبًا!
browse-no-match = لا شيء يطابق بحثك. جرّب بشروط أقل.
browse-instead = 🙂 لا شيء بهذه الكلمات تمامًا. هذا أقرب ما وجدته:
button-filters = 🎛 تصفية
button-unset = ✖️ { $what }
sort-newest = ↕️ الأحدث أولًا
sort-soonest = ↕️ الأقرب موعدًا
sort-nearest = ↕️ الأقرب مكانًا
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
ask-radius = كم المسافة حول مدينة الانطلاق؟
ask-reach = كم المسافة حول مدينة الوصول؟
hint-radius = اضغط مسافة أو اكتبها، مثلًا: 30 كم
ask-days = متى يُحتاج إليه؟
hint-days = اضغط عدد الأيام من الآن، أو اكتب تاريخين، مثلًا: 10/12 – 20/12
ask-least = ما أقل مكافأة تريدها؟
hint-least = مثلًا: 15 € أو 50 DT. تظهر المكافآت بهذه العملة فقط.
ask-words = أي كلمات يجب أن تكون فيه؟
hint-words = مثلًا: iphone
filled-radius = ⭕️ { $km } كم حوله
filled-window = 📅 من { $first } إلى { $last }
filled-least = 💰 { $money } أو أكثر
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

## Saving, others like it, sharing

saved-heading = ⭐️ الطلبات المحفوظة
saved-nothing = لم تحفظ أي طلب بعد. افتح طلبًا واضغط «حفظ».
similar-heading = 🔁 طلبات مشابهة
similar-nothing = لا يوجد ما يشبهه الآن. عُد قريبًا!
button-keep-request = ⭐️ حفظ
button-unsave = ✖️ إزالة من المحفوظة
button-similar = 🔁 طلبات مشابهة
button-share = 🔗 مشاركة
button-back-to-saved = ➡️ المحفوظة
button-back-to-request = ➡️ العودة إلى الطلب
card-starred = ⭐️ تمّ الحفظ. تجده من جديد في «المحفوظة».
card-unstarred = ✅ لم يعد بين طلباتك المحفوظة.
share-here = 🔗 يُفتح هنا: { $link }
share-web = 🌐 يُفتح في أي متصفّح: { $link }
article-link = 👉 للاطّلاع والردّ: { $link }
