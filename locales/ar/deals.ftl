### Offers and deals.

button-offers = 🏷 العروض
button-deals = 🤝 اتفاقاتي
button-offer = 🏷 تقديم عرض
button-deal = 🏷 عرض التفاصيل
button-deal-now = 🤝 عرض الاتفاق
button-see-deal = 🏷 التفاصيل
button-bids =
    { $count ->
         [zero] 🏷 العروض
         [one] 🏷 اطّلع على العرض
         [two] 🏷 اطّلع على العرضين
         [few] 🏷 اطّلع على { $count } عروض
         [many] 🏷 اطّلع على { $count } عرضًا
        *[other] 🏷 اطّلع على { $count } عرض
    }
button-counter = ✏️ اقتراح آخر
button-change-terms = ✏️ تغيير
button-decline = ✖️ رفض
button-withdraw = ↩️ سحب
button-send-offer = ✅ إرسال

## Making an offer

form-offer = 🏷 عرضك
form-counter = ✏️ اقتراح آخر
form-review-offer = هل كل شيء جيّد؟ اضغط «إرسال».
ask-price = كم تريد أن يُدفع لك؟
hint-price = مثلًا: 15 € أو 50 د.ت. تقبضه نقدًا عند اللقاء.
ask-other-price = أيّ سعر تقترح؟
hint-other-price = مثلًا: 15 € أو 50 د.ت، نقدًا عند اللقاء.
ask-other-day = أيّ يوم تقترح؟
ask-goods = من يدفع ثمن المشتريات؟
hint-goods = اضغط أحد الأزرار.
ask-day = في أيّ يوم ستوصله؟
ask-note = هل تريد أن تضيف بضع كلمات؟
hint-note = مثلًا: يناسبني يوم الجمعة في الخامسة.
choice-no-note = لا، شكرًا
choice-goods-included = 🧾 السعر يشمل كل شيء
choice-goods-apart = 🧾 يُدفع فوق السعر
label-price = 💶 السعر
label-handover = 📅 اليوم
label-goods = 🧾 من يدفع ماذا
label-note = 💬 بضع كلمات

## How a deal reads

deal-heading = 🤝 مع { $alias }
deal-price = 💶 { $money }
deal-day = 📅 { $date }
deal-goods-included = 🧾 السعر يشمل كل شيء، حتى ثمن المشتريات
deal-goods-apart = 🧾 ثمن المشتريات يُدفع فوق السعر، حسب الفاتورة
deal-waits-for-them = ⏳ في انتظار ردّ الطرف الآخر حتى { $date }. ليس عليك شيء.
deal-waits-for-you = 👉 دورك: أجب قبل { $date }.
deal-you-declined = ⚪️ رفضت هذا.
deal-they-declined = ⚪️ رفض الطرف الآخر هذا. يمكنك تقديم عرض آخر.
deal-you-withdrew = ⚪️ سحبت هذا.
deal-they-withdrew = ⚪️ سحب الطرف الآخر هذا.
deal-expired = 🟠 لم يأتِ ردّ في الوقت المناسب، فانتهى هذا.
deal-offered = ✅ عرضك في الطريق.
deal-countered = ✅ اقتراحك في الطريق.
deal-declined = رُفض، وأُخبر الطرف الآخر. يمكنك التراجع خلال { $seconds } ثانية.
deal-withdrawn = سُحب، وأُخبر الطرف الآخر. يمكنك التراجع خلال { $seconds } ثانية.
deal-back = ✅ عاد ساريًا من جديد.
trust-heading = 👤 { $alias }
trust-new = جديد هنا
trust-months =
    { $count ->
         [zero] جديد هنا
         [one] هنا منذ شهر
         [two] هنا منذ شهرين
         [few] هنا منذ { $count } أشهر
         [many] هنا منذ { $count } شهرًا
        *[other] هنا منذ { $count } شهر
    }

## What the other side is told

dealt-offered = 🏷 { $alias } يقدّم لك عرضًا:
dealt-countered = ✏️ { $alias } يقترح هذا:
dealt-declined = ⚪️ { $alias } رفض هذا:
dealt-withdrawn = ⚪️ { $alias } سحب هذا:
dealt-back = 🔁 { $alias } غيّر رأيه، وعاد هذا ساريًا:
dealt-expired = 🟠 لم يأتِ ردّ في الوقت المناسب، فانتهى هذا:

## Lists

deals-heading = 🤝 اتفاقاتك
deals-nothing = لا اتفاقات بعد. قدّم عرضًا لطلب، أو انتظر عروضًا لطلبك.
deals-line = { $number }. { $alias }
deals-open = { $number }. { $alias }
bids-heading = 🏷 العروض على طلبك
bids-nothing = لا عرض ينتظر جوابك الآن.
offers-heading = 🏷 العروض
offers-what = ما يعرض الناس توصيله الآن. اضغط عرضًا لترى الطلب.
offers-trips = ✈️ مسافرون عندهم مكان لأغراضك
offers-nothing = لا عروض الآن. عد قريبًا!
offers-no-match = لا عرض يناسب بحثك. جرّب عوامل تصفية أقلّ.

## Agreeing

button-accept = ✅ قبول
button-agree = ✅ نعم، أقبل هذا
button-confirm = ✅ أؤكّد
button-cancel-deal = ✖️ إلغاء الاتفاق
button-carry-buy = 🛍 اشتريته
button-carry-pickup = 📦 استلمته
button-saw-it = ✅ رأيت المحتوى
button-my-code = 🔑 رمزي
button-meet = 🔢 إدخال رمز الآخر
button-well = 👍 كل شيء بخير
button-problem = ⚠️ هناك مشكلة
button-ask-cancel = 🤝 نلغيه معًا
button-drop = ✖️ ألغيه وحدي
button-cancel-too = ✖️ نعم، نلغيه
button-keep-deal = ▶️ نبقيه
button-no-show = 🚫 لم يأتِ أحد
button-missed = 🚫 نعم، لم يأتِ
button-not-so = ⚠️ هذا غير صحيح
button-disputed = ⚠️ نعم، سجّلها
button-settle = ✅ حُلّ الأمر
accept-heading = هل تقبل هذا بالضبط؟
accept-how = يُدفع كل شيء نقدًا عند اللقاء، لا قبله أبدًا. يؤكّد الطرف الآخر مرّة أخرى، ثم تصبح هذه الشروط ثابتة لكما.
carry-heading = قبل أن تأخذه
carry-photo = 📷 افتحه، وصوّر ما فيه، وأرسل الصورة في هذه المحادثة.
carry-look = 👀 انظر إلى كل ما فيه. ما تحمله أنت مسؤول عنه.
carry-refuse = ✋ اتركه إن شعرت بأن شيئًا ليس على ما يرام. لا يلومك أحد على ذلك.
carry-not = 🚫 لا تحمل:
cancel-deal-heading = هل تلغي هذا الاتفاق؟
cancel-deal-how = تحدّث مع الطرف الآخر أوّلًا إن أمكن. إن ألغيتماه معًا فلا يُحسب على أحد.
no-show-heading = ألم يأتِ الطرف الآخر؟
no-show-how = ينتهي الاتفاق، ونخبره بما قلت، ويمكنه أن يجيب.
dispute-heading = هل هناك مشكلة؟
dispute-how = اكتب إلى الطرف الآخر أوّلًا إن أمكن: كلمات قليلة تحلّ أكثر الأمور. يبقى الاتفاق مفتوحًا حتى تقول إن الأمر حُلّ.
deal-accepted = ✅ قُبل. لم يبقَ إلا تأكيد الطرف الآخر.
deal-agreed = 🤝 اتفقتما. هذه الشروط ثابتة الآن.
deal-carried = ✅ سُجّل، وأُخبر الطرف الآخر.
deal-met = ✅ الرمز صحيح: لقد التقيتما.
deal-completed = 🎉 تمّ! شكرًا لكما.
deal-cancel-asked = ✅ سألناه.
deal-kept = ✅ الاتفاق مستمرّ.
deal-cancelled = أُلغي، وأُخبر الطرف الآخر. يمكنك التراجع خلال { $seconds } ثانية.
deal-missed = سُجّل، وأُخبر الطرف الآخر.
deal-disputed = سُجّلت، وأُخبر الطرف الآخر. تراسلا في المحادثة.
deal-you-accepted = ⏳ قبلت. في انتظار تأكيد الطرف الآخر حتى { $date }.
deal-confirm = 👉 قُبل هذا. اقرأه مرّة أخرى وأكّد قبل { $date }. بعدها يصبح ثابتًا.
deal-next-buy = 👉 التالي: اشترِه، وتفقّده، ثم اضغط «اشتريته».
deal-next-collect = 👉 التالي: استلمه، وانظر ما فيه، ثم اضغط «استلمته».
deal-next-bring = 👉 التالي: أحضره. عند اللقاء اقبض نقدًا، وليقل كلّ منكما رمزه للآخر.
deal-next-work = 👉 التالي: أنجز العمل. عندما يتمّ ويُدفع ثمنه، ليقل كلّ منكما رمزه للآخر.
deal-next-wait = ⏳ التالي: سيحضره لك. ليس عليك شيء الآن.
deal-next-meet = 👉 هو معه الآن. عند اللقاء تفقّده، وادفع نقدًا، وليقل كلّ منكما رمزه للآخر.
deal-next-wait-for-work = ⏳ التالي: ينجز العمل. عندما يرضيك، ادفع وليقل كلّ منكما رمزه للآخر.
deal-you-ask-to-cancel = ⏳ اقترحت إلغاءه معًا. في انتظار الجواب.
deal-they-ask-to-cancel = 👉 يقترح الطرف الآخر إلغاءه معًا. اضغط «نعم، نلغيه» أو «نبقيه».
deal-you-met = ✅ التقيتما. على الطرف الآخر أن يقول إن كل شيء بخير، وإن سكت يُعدّ منتهيًا في { $date }.
deal-they-met = 👉 أُدخل رمزك: لقد التقيتما. هل كل شيء بخير؟ إن سكتّ يُعدّ منتهيًا في { $date }.
deal-is-done = 🎉 تمّ.
deal-taken = ⚪️ سبقك شخص آخر.
deal-you-cancelled = ⚪️ ألغيت هذا.
deal-they-cancelled = ⚪️ ألغاه الطرف الآخر.
deal-both-cancelled = ⚪️ ألغيتماه معًا.
deal-you-missed-them = ⚪️ قلت إن الطرف الآخر لم يأتِ.
deal-they-missed-you = 👉 يقول الطرف الآخر إنك لم تأتِ. إن لم يكن ذلك صحيحًا فقل ذلك.
deal-you-disputed = ⚠️ قلت إن هناك مشكلة. اضغط «حُلّ الأمر» عندما يُحلّ.
deal-they-disputed = ⚠️ يقول الطرف الآخر إن هناك مشكلة. اكتب إليه في المحادثة.
deal-settled = ✅ حُلّ هذا الأمر.
trust-deals =
    { $count ->
         [zero] لا اتفاقات منجزة
         [one] اتفاق منجز
         [two] اتفاقان منجزان
         [few] { $count } اتفاقات منجزة
         [many] { $count } اتفاقًا منجزًا
        *[other] { $count } اتفاق منجز
    }
code-yours = 🔑 رمزك لـ { $alias }
code-how = قله، أو أرِ الصورة، عندما تلتقيان ويكون كل شيء بخير فقط. يُدخله الآخر في محادثته، الآن أو لاحقًا.
code-ask = أيّ رمز قيل لك؟
code-hint = ستّة أرقام، مثلًا: 482 913
code-unread = ⚠️ الرمز ستّة أرقام. اكتبه هكذا: 482 913
code-wrong =
    ⚠️ ليس هذا رمزه. بقيت لك { $left ->
         [zero] { $left } محاولة
         [one] محاولة واحدة
         [two] محاولتان
         [few] { $left } محاولات
         [many] { $left } محاولة
        *[other] { $left } محاولة
    } قبل استراحة.
code-paused =
    ⏳ محاولات خاطئة كثيرة. انتظر { $minutes ->
         [zero] { $minutes } دقيقة
         [one] دقيقة
         [two] دقيقتين
         [few] { $minutes } دقائق
         [many] { $minutes } دقيقة
        *[other] { $minutes } دقيقة
    }، واطلب الرمز من جديد، ثم أدخله.
dealt-accepted = 🎉 { $alias } يقبل هذا. اقرأه مرّة أخرى وأكّد:
dealt-taken = ⚪️ { $alias } اتفق مع شخص آخر، فانتهى هذا. شكرًا على عرضك!
dealt-agreed = 🤝 { $alias } أكّد: أنتما متفقان الآن.
dealt-carried = 📦 هو مع { $alias } الآن، وقد رأى ما فيه:
dealt-handed-over = 🤝 { $alias } أدخل رمزك: لقد التقيتما. هل كل شيء بخير؟
dealt-completed = 🎉 تمّ! شكرًا لكما.
dealt-cancel-asked = 🤝 { $alias } يقترح إلغاء هذا معًا:
dealt-kept = ▶️ الاتفاق مستمرّ، يقول { $alias }:
dealt-cancelled = ⚪️ { $alias } ألغى هذا:
dealt-no-show = 🚫 { $alias } يقول إنك لم تأتِ:
dealt-disputed = ⚠️ { $alias } يقول إن هناك مشكلة. تراسلا:
dealt-settled = ✅ { $alias } يقول إن الأمر حُلّ:
dealt-tomorrow = 📅 غدًا تلتقي { $alias }. جهّز رمزك:
dealt-did-you-meet = ❓ هل التقيت { $alias }؟ أدخل رمزه، أو قل ما حدث:
dealt-is-all-well = ❓ هل كل شيء بخير بعد لقائك { $alias }؟

## What may not be carried

thing-weapons = الأسلحة
thing-drugs = المخدّرات
thing-medicines = الأدوية بلا وصفة
thing-valuables = مال أو ذهب أو حُليّ غير مصرّح بها
thing-counterfeits = البضائع المقلّدة
thing-drones = الطائرات المسيّرة وأجهزة الراديو
thing-meat-and-milk = اللحوم ومنتجات الحليب
thing-plants = النباتات والبذور
thing-animals = الحيوانات
thing-batteries = البطاريات المنفصلة
thing-tobacco-and-alcohol = التبغ والكحول فوق الحدّ
thing-closed-parcels = طرود لا يُسمح لك بفتحها

## Ratings

button-rate = ⭐️ تقييم
button-profile = 👤 ملفّي
button-send-rating = ✅ إرسال بلا كلمات
button-reply-rating = ↩️ ردّ على رقم { $number }
rate-heading = ⭐️ كيف كان الأمر؟
rate-hidden = يراه الطرف الآخر عندما تقيّمان معًا، أو بعد 14 يومًا. لا يراه قبل ذلك أبدًا.
rate-stars = كم نجمة؟
rate-tags = ما الذي لفت نظرك؟ اضغط كل ما يناسب.
rate-words = ثم اكتب بضع كلمات، أو أرسل من دونها.
rate-done = ⭐️ شكرًا! يراه الطرف الآخر عندما يقيّمك أيضًا، أو بعد 14 يومًا.
rate-both-done = ⭐️ شكرًا! قيّمتما معًا: يرى كلّ منكما الآن ما قاله الآخر.
rate-reply = بماذا تريد أن تردّ؟
rate-reply-hint = ردّ واحد على كل تقييم، حتى 300 حرف. يصل الردّ إلى من قيّمك.
rate-replied = ✅ ردّك موجود هناك الآن.
stars-1 = ★☆☆☆☆
stars-2 = ★★☆☆☆
stars-3 = ★★★☆☆
stars-4 = ★★★★☆
stars-5 = ★★★★★
choice-tag-on-time = 🕐 في الموعد
choice-tag-as-agreed = 👌 كما اتفقنا
choice-tag-kind = 😊 لطيف
choice-tag-quick = ⚡️ سريع الردّ
choice-tag-late = 🐌 متأخّر
choice-tag-not-as-agreed = ❌ خلاف ما اتفقنا
choice-tag-rude = 😠 غير لطيف
choice-tag-hard-to-reach = 📵 صعب التواصل
trust-score =
    { $count ->
         [zero] ⭐️ { $score } (لا تقييمات)
         [one] ⭐️ { $score } (تقييم واحد)
         [two] ⭐️ { $score } (تقييمان)
         [few] ⭐️ { $score } ({ $count } تقييمات)
         [many] ⭐️ { $score } ({ $count } تقييمًا)
        *[other] ⭐️ { $score } ({ $count } تقييم)
    }
deal-is-rated = 🎉 تمّ، والتقييمات مفتوحة. تقييمك في /profile.
dealt-rate-now = ⭐️ كيف كان الأمر مع { $alias }؟ التقييم يفيدكما:
dealt-rated = ⭐️ فُتحت تقييمات اتفاقك مع { $alias }:
dealt-replied = ↩️ { $alias } يردّ على تقييمك:
profile-heading = 👤 ما يراه الآخرون عنك
profile-anonymous = لا أحد يرى اسمك أو رقمك.
profile-why = 🧮 لماذا هذه النتيجة: يبدأ كل شخص بـ { $weight } تقييمات من { $mean } نجوم. ما يُحسب لك: { $count }، ومجموع نجومها { $stars }. ({ $weight } × { $mean } + { $stars }) ÷ ({ $weight } + { $count }) = { $score }
profile-pairs = إن قيّمك الشخص نفسه عدّة مرّات خلال 90 يومًا، يُحسب الأوّل.
profile-nothing = لم يقيّمك أحد بعد. تأتي التقييمات بعد اتفاق.
profile-reply = ↩️ أنت: { $words }
profile-not-counted = ⚪️ لا يُحسب: قيّمك الشخص نفسه قبل أقلّ من 90 يومًا.
