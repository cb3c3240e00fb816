### Being told of new requests: alerts, quiet hours, what is muted.

button-alerts = 🔔 تنبيهاتي
button-tell-me = 🔔 أخبرني بالجديد
button-keep-alert = 🔔 احفظ التنبيه
button-new-alert = ➕ تنبيه جديد
button-pause-alert = ⏸ إيقاف مؤقت
button-resume-alert = ▶️ متابعة
button-delete-alert = 🗑 حذف
button-daily = 📬 مرة في اليوم
button-at-once = ⚡️ فورًا
button-muted = 🔇 المكتوم
button-not-interested = 👎 لا يهمّني
button-mute-alert = 🔕 اكتم هذا التنبيه
button-mute-person = 🔇 اكتم هذا الشخص
button-mute-words = 🔇 اكتم كلمات
button-see-trip = ✈️ رحلتي
alerts-heading = 🔔 تنبيهاتك
alerts-nothing = لا تنبيهات بعد. ابحث عن شيء واضغط «أخبرني بالجديد»، أو أضف تنبيهًا هنا.
alerts-number = { $number }.
alerts-open = { $number }
alerts-at-once = ⚡️ أخبرك فورًا عندما يظهر شيء مناسب.
alerts-daily = 📬 أخبرك مرة في اليوم، الساعة { $hour }:00.
alerts-quiet = 🌙 هدوء من { $from }:00 إلى { $to }:00
alert-heading = 🔔 تنبيه
alert-kept = 🔔 تمّ! سأخبرك حالما يطلب أحد هذا.
alert-kept-paused = 💾 تمّ الحفظ. هذا التنبيه ما زال متوقفًا.
alert-is-on = 🟢 إنه يعمل.
alert-is-paused = ⏸ إنه متوقف: لا أخبرك بشيء.
alert-mark-paused = ⏸ متوقف
alert-paused-now = 🔕 تمّ الكتم. اضغط «متابعة» متى أردت أن تسمع عنه من جديد.
alert-resumed = 🔔 عاد إلى العمل.
alert-restored = 🔔 عاد التنبيه.
alert-deleted = 🗑 حُذف هذا التنبيه. يمكنك التراجع خلال 30 ثانية:
form-alert = 🔔 تنبيه
form-quiet = 🌙 ساعات الهدوء
form-muted = 🔇 كلمات مكتومة
form-review-alert = ماذا يجب أن يكون في الطلب الجديد؟
ask-without = أي كلمات يجب ألا تكون فيه؟
hint-without = مثلًا: مستعمل مكسور
ask-quiet = متى لا تريد أن أكتب إليك؟
hint-quiet = اضغط ساعتين أو اكتبهما، مثلًا: 22-7
ask-muted = عن أي كلمات لا تريد أن تسمع أبدًا؟
hint-muted = اكتبها وبينها مسافات. ستحلّ محلّ السابقة.
label-without = 🚫 من دون كلمات
label-quiet = 🌙 ساعات الهدوء
label-muted = 🔇 كلمات مكتومة
choice-no-quiet = بلا ساعات هدوء
choice-hours = { $from }:00 – { $to }:00
problem-hours = ⚠️ ساعتان مختلفتان من فضلك، مثلًا: 22-7
filled-without = 🚫 من دون «{ $words }»
filled-hours = 🌙 { $from }:00 – { $to }:00
muted-heading = 🔇 ما كتمته
muted-no-words = لا كلمات.
muted-nobody = لا أحد.
muted-people = أشخاص، بحسب ما طلبوه:
muted-person = • { $title }
muted-unmute = 🔊 { $title }
pass-done = 👌 لن أعرض عليك هذا الطلب مرة أخرى.
pass-less = هل تريد رسائل أقلّ؟
pass-muted = 🔇 لن أخبرك بعد الآن بما يطلبه هذا الشخص، وهو لا يعلم بذلك.
pass-unmuted = 🔊 ستسمع من جديد عن طلبات هذا الشخص.
told-request = 🔔 طلب جديد يناسبك
told-many =
    { $count ->
         [zero] 🔔 لا جديد لك
         [one] 🔔 شيء جديد لك
         [two] 🔔 شيئان جديدان لك
         [few] 🔔 { $count } أشياء جديدة لك
         [many] 🔔 { $count } شيئًا جديدًا لك
        *[other] 🔔 { $count } شيء جديد لك
    }
told-more =
    { $count ->
         [zero] ولا شيء غيرها.
         [one] وواحد آخر.
         [two] واثنان آخران.
         [few] و{ $count } أخرى.
         [many] و{ $count } غيرها.
        *[other] و{ $count } غيرها.
    }
why-alert = 💡 يناسب تنبيهك
why-trip = 💡 على طريق رحلتك
why-anywhere = 🌍 من أي مكان
why-from = 🛫 من { $place }
why-to = 🛬 إلى { $place }
why-from-near =
    { $km ->
         [0] 🛫 من { $place }
         [zero] 🛫 من { $place }
         [one] 🛫 على بعد { $km } كم من { $place }
         [two] 🛫 على بعد { $km } كم من { $place }
         [few] 🛫 على بعد { $km } كم من { $place }
         [many] 🛫 على بعد { $km } كم من { $place }
        *[other] 🛫 على بعد { $km } كم من { $place }
    }
why-to-near =
    { $km ->
         [0] 🛬 إلى { $place }
         [zero] 🛬 إلى { $place }
         [one] 🛬 على بعد { $km } كم من { $place }
         [two] 🛬 على بعد { $km } كم من { $place }
         [few] 🛬 على بعد { $km } كم من { $place }
         [many] 🛬 على بعد { $km } كم من { $place }
        *[other] 🛬 على بعد { $km } كم من { $place }
    }
