# صفحات الدردشة على الويب.
web-name = Nwassik Store
web-tagline = اطلب ما تريد، وهناك من يحضره.
web-description = قل ما تحتاجه، فيجده لك مسافرون أو أناس قريبون منك ويحضرونه. تدفع حين يصبح بين يديك.
web-language-name = العربية
web-languages = اللغة
web-back-to-chat = العودة إلى الدردشة

# الصفحة الأولى.
web-landing-title = Nwassik Store · اطلب ما تريد، وهناك من يحضره.
web-skip-to-button = انتقل إلى زر الدردشة
web-hero-title = اطلب ما تريد، وهناك من يحضره.
web-hero-lead = قل ما تحتاجه، من متجر قريب أو من بلد آخر. يردّ عليك أناس يسلكون الطريق على كل حال، وتتفقان في الدردشة.
web-open-chat = افتح الدردشة
web-hero-aside = مجانًا وبلا حساب. تدفع نقدًا عند اللقاء.
web-how-title = كيف يعمل
web-step-one-title = قل ما تحتاجه
web-step-one-text = قل في المحادثة ما هو ومن أين وإلى أين. يظهر طلبك في بطاقة وتنشره بضغطة واحدة.
web-step-two-title = اختر من يحضره
web-step-two-text = يردّ عليك الناس هنا، ولا يرى أيّ طرف اسم الآخر ولا رقمه.
web-step-three-title = التقيا وادفع نقدًا
web-step-three-text = تستلم ما طلبته، ويستلم الآخر ما اتّفقتما عليه.
web-sample = مثال على دردشة
web-sample-need = حذاء رياضي مقاس 42
web-sample-card = من باريس إلى تونس، قبل 20 ديسمبر، المكافأة 20 €. هل كلّ شيء صحيح؟
web-sample-publish = انشر
web-sample-change = عدّل
web-sample-answer = 🐱 ردّ القطّ: أسافر إلى تونس يوم 18 ويمكنني إحضاره.
web-landing-foot = يبقى اسمك ورقمك لك وحدك حتى تشاركهما.
web-places = أسماء الأماكن من GeoNames (CC BY 4.0)

# الدردشة.
web-chat-title = الدردشة · Nwassik Store
web-skip = انتقل إلى خانة الرسالة
web-messages = الرسائل
web-waiting = لحظة، أنا قادم …
web-you = أنت
web-your-message = رسالتك
web-send = أرسل
web-send-file = أرسل ملفًّا
web-picture = صورة، تُفتح بحجم أكبر
web-video = فيديو
web-sound = صوت
web-menu = ما يمكنني فعله
web-in-reply = رد على رسالة سابقة
web-second-person = افتح شخصًا ثانيًا
web-newest = أحدث رسالة
web-sending = جارٍ الإرسال …
web-not-sent = لم تُرسل.
web-not-sent-retrying = لم تُرسل بعد، نحاول مجددًا …
web-send-again = أعد الإرسال
web-offline = لا يوجد اتصال. أواصل المحاولة ولن يضيع شيء.
web-actions = ماذا تفعل بهذه الرسالة
web-reactions = تفاعل
web-reaction = تفاعل الطرف الآخر
web-unreact = أزل تفاعلك
web-reply = ردّ
web-edit = عدّل
web-copy = انسخ
web-take-back = اسحب
web-cancel = إلغاء
web-replying = ردًّا على
web-editing = تعدّل رسالتك
web-edited = معدّلة
web-taken-back = سحبت هذه الرسالة.
web-a-picture = صورة

# ما قد يتعثر.
web-problem-cross-site = جاء هذا من موقع آخر فلم يُنفذ شيء. قم به هنا في الدردشة.
web-problem-new-visitor = لم تكن دردشتك مفتوحة بعد. فُتحت الآن، حاول مرة أخرى.
web-problem-malformed = تعذرت قراءة هذا. عد إلى الدردشة وحاول مجددًا.
web-problem-empty = لا شيء هنا بعد. اكتب شيئًا أولًا.
web-problem-long-text = هذا طويل جدًا. أرسله في رسائل أقصر.
web-problem-large-file = هذا الملف كبير جدًا. أقصى حجم للفيديو 50 ميغابايت، ولأي ملف آخر 20 ميغابايت.
web-problem-not-found = لا شيء هنا. ربما سُحب ما تبحث عنه.
web-problem-unavailable = تعذر الإرسال الآن. حاول بعد لحظة.

# الدردشة في الطرفية.
terminal-hello = أنت في الدردشة. اكتب سطرًا ثم اضغط Enter. الرقم يضغط ذلك الزر، و /photo FILE يرسل صورة، و Ctrl-D للخروج.
terminal-number-as-text = لتقول رقمًا بدل الضغط على زر، ضع قبله شرطة مائلة عكسية: \1
terminal-you = أنت
terminal-bot = Nwassik
terminal-changed = عُدّلت
terminal-picture = صورة
terminal-offline = لا يوجد اتصال. أواصل المحاولة ولن يضيع شيء.
terminal-online = عاد الاتصال.
terminal-no-such-file = تعذرت قراءة هذا الملف. أعط مسار صورة.
terminal-goodbye = إلى اللقاء.
terminal-nothing-there = لا شيء يستجيب على هذا العنوان. شغّل الخادم في طرفية أخرى بالأمر «nwassik serve» ثم حاول مجددًا:
terminal-bad-person = اسم الشخص من 1 إلى 32 حرفًا لاتينيًا أو رقمًا أو - أو _. مثلًا: --person amira
terminal-bad-address = هذا ليس عنوان خادم. ينبغي أن يكون هكذا: http://127.0.0.1:8080
terminal-seat-file = تعذرت قراءة أو كتابة الملف الذي يتذكر من أنت:
