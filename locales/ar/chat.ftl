### Talking to the other side.

talk-heading = 💬 { $alias }
talk-about = حول: { $title }
talk-how = اكتب فقط: رسائلك تصل مباشرة إلى الشخص الآخر، وهو لا يرى اسمك.
talk-how-elsewhere = للكتابة إليه، اذهب إلى موضوعه الخاص أو إلى المحادثة الرئيسية. ما تكتبه في هذا الموضوع لا يصل إليه.
talk-over = انتهت هذه المحادثة.
talk-answer-sent = ✅ ردّك في الطريق.
talk-left = 🔒 أغلقت المحادثة مع { $alias }، وسنُخبر الطرف الآخر. يمكنك فتحها من جديد متى شئت.
talk-muted = 🔕 مكتومة: تصل الرسائل بلا صوت.
talk-blocked = 🚫 حظرت هذا الشخص.
talk-unblocked = ✅ رُفع الحظر. يمكنكما أن تلتقيا هنا من جديد.
talk-shut = 🚫 حظرت { $alias }: لا تمرّ بينكما أي رسالة بعد الآن.
talk-shut-after-one = 🚫 حظرت { $alias }. هناك رسالة أخيرة في الطريق الآن وقد تصل، ولا يأتي بعدها شيء.
talk-shut-how = الطرف الآخر يرى فقط أن المحادثة انتهت. يمكنك التراجع عن هذا في «الإعدادات».
topic-unknown = ❌ لم تُرسل: هذا الموضوع لا يخصّ أيًّا من محادثاتك. اكتب في موضوع إحدى محادثاتك، أو اختر واحدة في المحادثة الرئيسية.
talk-not-sent = ❌ لم تُرسَل. { $reason }
talk-does-not-cross = 🙂 لا يمكنني نقل هذا. أنقل الكلام والصور والفيديو والرسائل الصوتية والمستندات والأماكن.
talk-place-sent = 📍 أرسلت المكان بالتقريب، في حدود كيلومتر. هل تريد أن يظهر المكان بالضبط للطرف الآخر؟
talk-exact-place-sent = 📍 الآن يظهر المكان بالضبط للطرف الآخر.
chats-heading = 💬 محادثاتك
chats-nothing = لا محادثات بعد. ردّ على طلب، أو انتظر من يردّ على طلبك.
chats-line = { $alias } · { $title }
chats-line-over = { $alias } · { $title } (انتهت)
chats-enter = { $alias }
chats-enter-new = { $alias } ({ $count })
chats-new =
    { $count ->
         [zero] لا رسائل جديدة
         [one] رسالة جديدة
         [two] رسالتان جديدتان
         [few] { $count } رسائل جديدة
         [many] { $count } رسالة جديدة
        *[other] { $count } رسالة جديدة
    }
chats-muted = 🔕
button-leave = 🔒 إغلاق
button-reopen-chat = 🔓 فتحها من جديد
button-options = ⚙️ خيارات
button-mute = 🔕 كتم
button-unmute = 🔔 إعادة الصوت
button-block = 🚫 حظر
button-unblock = ↩️ رفع الحظر
button-shut = 🚫 نعم، حظر
button-report = ⚠️ إبلاغ
button-see-request = 📄 عرض الطلب
button-see-my-request = 📄 عرض طلبي
button-exact-place = 📍 أرسل المكان بالضبط
button-reply = 💬 ردّ
incoming = { $alias } · { $title }
incoming-first = 🎉 { $alias } ردّ على طلبك: { $title }
ended = 🔒 انتهت هذه المحادثة.
ended-lost =
    { $count ->
         [zero] وصلت كل رسائلك.
         [one] رسالتك الأخيرة لم تصل.
         [two] رسالتاك الأخيرتان لم تصلا.
         [few] رسائلك الأخيرة ({ $count }) لم تصل.
         [many] رسائلك الأخيرة ({ $count }) لم تصل.
        *[other] رسائلك الأخيرة ({ $count }) لم تصل.
    }
reopened = 🔓 فُتحت هذه المحادثة من جديد: يمكنك الكتابة.
undelivered-gone = ❌ تعذّر الوصول إلى { $alias } الآن، ولم تصل رسالتك:
undelivered-refused = ❌ تعذّر عرض هذه الرسالة على { $alias }. حاول كتابتها بطريقة أخرى:
undelivered-dead = ❌ لم تصل هذه الرسالة إلى { $alias } رغم عدّة محاولات. أرسلها لاحقًا من فضلك:
undelivered-unsure = ❓ لسنا متأكّدين من وصول هذه الرسالة إلى { $alias }. اسأله أو أرسلها من جديد:
undelivered-erased = ❌ حذف القائمون على هذه السوق محادثتك مع { $alias }، ولم تصل رسائلك الأخيرة.
undelivered-waits = ⏳ لا جديد من { $alias } منذ مدّة. رسالتك محفوظة، وستصل مع أوّل عودة إلى هنا:
undelivered-away = ❌ لا جديد من { $alias } منذ أسبوع، فلم تصل هذه الرسالة:

## Files and places

undelivered-file-large = ❌ لم يصل هذا إلى { $alias }: الملف كبير جدًّا، والحدّ الأقصى 20 ميغابايت، وللفيديو 50 ميغابايت (20 من بعض التطبيقات):
undelivered-file-kind = ❌ لم يصل هذا إلى { $alias }: لا يمكنني نقل هذا النوع من الملفات. أنقل الصور وفيديو MP4 والرسائل الصوتية وMP3 وPDF وWord وExcel وPowerPoint والنص العادي:
undelivered-file-broken = ❌ لم يصل هذا إلى { $alias }: يبدو أن الملف تالف. أرسله من جديد من فضلك:
undelivered-file-locked = ❌ لم يصل هذا إلى { $alias }: الملف محميّ بكلمة سرّ. أرسله من دونها من فضلك:
undelivered-file-author = ❌ لم يصل هذا إلى { $alias }: الملف يكشف من أعدّه، ولم أتمكّن من محو ذلك. أرسل صورة منه بدلًا من ذلك:
undelivered-file-lost = ❌ لم يصل هذا إلى { $alias }: لم أتمكّن من جلب الملف. أرسله من جديد من فضلك:
undelivered-file-there = ❌ لم يصل هذا إلى { $alias }: لا يمكن عرض ملف بهذا الحجم عند الطرف الآخر. أرسل ملفًّا أصغر من فضلك:
file-photo =
    { $count ->
         [zero] 📷 لا صور
         [one] 📷 صورة
         [two] 📷 صورتان
         [few] 📷 { $count } صور
         [many] 📷 { $count } صورة
        *[other] 📷 { $count } صورة
    }
file-sticker =
    { $count ->
         [zero] 🖼 لا ملصقات
         [one] 🖼 ملصق
         [two] 🖼 ملصقان
         [few] 🖼 { $count } ملصقات
         [many] 🖼 { $count } ملصقًا
        *[other] 🖼 { $count } ملصق
    }
file-video =
    { $count ->
         [zero] 🎬 لا فيديو
         [one] 🎬 فيديو
         [two] 🎬 مقطعا فيديو
         [few] 🎬 { $count } مقاطع فيديو
         [many] 🎬 { $count } مقطع فيديو
        *[other] 🎬 { $count } مقطع فيديو
    }
file-round =
    { $count ->
         [zero] 🎬 لا رسائل فيديو
         [one] 🎬 رسالة فيديو
         [two] 🎬 رسالتا فيديو
         [few] 🎬 { $count } رسائل فيديو
         [many] 🎬 { $count } رسالة فيديو
        *[other] 🎬 { $count } رسالة فيديو
    }
file-voice =
    { $count ->
         [zero] 🎙 لا رسائل صوتية
         [one] 🎙 رسالة صوتية
         [two] 🎙 رسالتان صوتيتان
         [few] 🎙 { $count } رسائل صوتية
         [many] 🎙 { $count } رسالة صوتية
        *[other] 🎙 { $count } رسالة صوتية
    }
file-audio =
    { $count ->
         [zero] 🎵 لا ملفات صوتية
         [one] 🎵 ملف صوتي
         [two] 🎵 ملفان صوتيان
         [few] 🎵 { $count } ملفات صوتية
         [many] 🎵 { $count } ملفًّا صوتيًّا
        *[other] 🎵 { $count } ملف صوتي
    }
file-document =
    { $count ->
         [zero] 📄 لا مستندات
         [one] 📄 مستند
         [two] 📄 مستندان
         [few] 📄 { $count } مستندات
         [many] 📄 { $count } مستندًا
        *[other] 📄 { $count } مستند
    }
place-around = 📍 هنا تقريبًا، في حدود كيلومتر: { $link }
place-exactly = 📍 هنا بالضبط: { $link }

## Blocking

block-heading = 🚫 هل تحظر { $alias }؟
block-what = تنتهي المحادثة لكليكما. الطرف الآخر يرى فقط أنها انتهت. الرسائل التي تنتظر لا تُسلَّم، ولا يرى أحدكما طلبات الآخر بعد ذلك.
block-back = يمكنك التراجع عن هذا في «الإعدادات».
blocked-heading = 🚫 من حظرتهم
blocked-nobody = لا أحد.
blocked-unblock = ↩️ رفع الحظر عن { $alias }

## Reporting

report-heading = ⚠️ إبلاغ
report-private = لا يراه إلا المشرفون. الشخص الآخر لا يعلم به.
report-what = ما المشكلة؟
report-spam = 📢 إعلانات
report-scam = 💸 احتيال
report-rude = 🤬 شتائم أو تهديد
report-danger = ⛔️ أشياء خطيرة أو ممنوعة
report-other = ❔ شيء آخر
report-words = ماذا حدث؟ اكتبه في كلمات قليلة.
report-words-hint = مثلًا: يطلب المال قبل أن نلتقي.
button-no-words = أرسل بلا كلمات
report-stored = ✅ حُفظ بلاغك. شكرًا لك.
report-next = هو محفوظ للمشرفين مع آخر رسائل هذه المحادثة. يقرؤونه حين يتمكّنون، ولا نخبر { $alias } بشيء، وقد لا يصلك ردّ هنا. إن لم تُرد الانتظار يمكنك حظر هذا الشخص.

## Contact details

contact-masked = 🔒 أخفيت هذا في رسالتك، ليبقى كلاكما مجهول الهوية:
contact-how = تريد أن تشاركه؟ اضغط على «تبادل أرقام التواصل». عندما توافقان معًا، لا يُخفى شيء.
contact-warned = ⚠️ أُرسلت رسالتك، وفيها هذا:
contact-warned-how = لا تعطه إلا لمن تثق به. أنا لا أطلبه منك أبدًا.
contact-held = ✋ لم أرسل هذه الرسالة بسبب ما فيها:
contact-held-how = اكتبها من جديد من دونه، أو اضغط على «تبادل أرقام التواصل». عندما توافقان معًا، تمرّ.
contact-phone = 📞 رقم هاتف
contact-email = ✉️ بريد إلكتروني
contact-handle = 👤 اسم حساب
contact-link = 🔗 رابط صفحة شخصية
contact-bank = 🏦 حساب بنكي
contact-card = 🔒 لا أنقل بطاقات الاتصال. تريدان تبادل أرقام التواصل؟ اضغط على الزر، وسأسأل الشخص الآخر.
reveal-mine = 🤝 تريد تبادل أرقام التواصل. سأخبرك حالما يوافق { $alias }.
reveal-theirs = 🤝 { $alias } يريد تبادل أرقام التواصل معك. إن وافقت، لن تُخفى الأرقام والعناوين التي تكتبانها.
reveal-both = 🤝 وافقتما معًا: من الآن تمرّ أرقام التواصل والعناوين.
button-reveal = 🤝 تبادل أرقام التواصل
button-reveal-agree = 🤝 أوافق على التبادل

### Changing what was said.

edit-not-sent = ❌ لم يصل تعديلك: ما زالت الرسالة السابقة ظاهرة هناك. { $reason }
incoming-edited = ✏️ (معدّلة)
incoming-taken-back = 🗑 { $alias } سحب هذه الرسالة.
incoming-reacted = تفاعل { $alias }: { $emoji }
incoming-reaction-gone = { $alias } سحب تفاعلًا: { $emoji }
reaction-does-not-cross = 🙂 هذا التفاعل لا يظهر عند الطرف الآخر. الرموز التعبيرية العادية تصل.
button-unsend-last = ↩️ اسحب رسالتي الأخيرة
button-unsend = 🗑 اسحبها
button-keep-line = ➡️ أبقِها
unsend-heading = 🗑 أتسحب هذه الرسالة من عند { $alias }؟
unsend-how = تختفي من محادثة الطرف الآخر أيضًا. ربما قُرئت من قبل.
unsend-which = 🗑 أيّ رسالة؟ ردّ عليها بـ /unsend، أو افتح المحادثة أوّلًا.
unsend-nothing = 🙂 لا توجد رسالة منك لتُسحب من عند { $alias }.
unsend-unsent = ✅ سُحبت. لم يرها { $alias }.
unsend-on-its-way = 🗑 أسحبها من عند { $alias }… سأخبرك هنا بالنتيجة.
unsend-already = ✅ هذه الرسالة مسحوبة من قبل.
unsend-done = ✅ سُحبت: لم تعد ظاهرة عند { $alias }.
unsend-stays = ⚠️ لم أستطع إزالة رسالتك من محادثة { $alias }. ربما مضى عليها وقت طويل، أو لا يسمح تطبيقه بذلك.
