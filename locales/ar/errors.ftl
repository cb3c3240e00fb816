### What was wrong, and what would be right.

## An answer that cannot be taken

problem-empty = ⚠️ لا أرى شيئًا في هذه الرسالة. اكتب بضع كلمات من فضلك.
problem-too-long =
    ⚠️ في هذا النص { $length ->
         [zero] { $length } حرف
         [one] حرف واحد
         [two] حرفان
         [few] { $length } أحرف
         [many] { $length } حرفًا
        *[other] { $length } حرف
    }، والحد الأقصى { $most }. اختصره من فضلك.
problem-required = ⚠️ هذه الإجابة ضرورية.
problem-place-unknown = ⚠️ لا أعرف المكان «{ $text }». اكتب اسم مدينة، مثلًا: سوسة
problem-place-several = توجد عدّة أماكن باسم «{ $text }». أيّها تقصد؟
problem-place-inside = هل تقصد { $place }؟ وإلا فاكتب مدينة أخرى.
problem-place-nowhere = ⚠️ لا أعرف مدينة قريبة من هذه النقطة. اكتب اسم مدينة من فضلك.
problem-date-unknown = ⚠️ لم أفهم هذا التاريخ. اكتبه مثل 20/12 أو: { $example }
problem-date-no-day = ⚠️ لا يوجد يوم كهذا. اكتب اليوم ثم الشهر، مثلًا: 20/12
problem-date-past = ⚠️ { $date } قد مضى: اليوم هو { $today }. اختر يومًا لاحقًا.
problem-date-far = ⚠️ { $date } بعيد جدًا. اختر يومًا خلال الأيام الـ{ $days } القادمة.
problem-amount-unknown = ⚠️ لم أفهم هذا المبلغ. اكتب رقمًا مع العملة، مثلًا: 15 € أو 50 د.ت
problem-amount-currency = بأيّ عملة؟
problem-amount-negative = ⚠️ لا يمكن أن يكون المبلغ أقل من صفر. اكتب مثلًا: 15 €
problem-amount-large = ⚠️ هذا المبلغ كبير جدًا. اكتب مبلغًا أصغر من فضلك.
problem-amount-zero = ⚠️ الصفر ليس مبلغًا. اكتب مثلًا 15 € أو استعمل الزر أدناه.
problem-quantity = ⚠️ اكتب عددًا صحيحًا من 1 إلى { $most } من فضلك.
problem-link = ⚠️ هذا ليس عنوانًا على الويب. يبدأ بـ https:// أو اضغط «بدون رابط».
problem-weight = ⚠️ لم أفهم هذا الوزن. اكتب مثلًا: 2 كغ
problem-weight-range = ⚠️ وزن الطرد من 1 غ إلى { $most } كغ.
problem-radius = ⚠️ اكتب مسافة من 1 إلى { $most } كم من فضلك.
problem-days = ⚠️ اكتب عدد أيام من 1 إلى { $most } من فضلك.
problem-words = ⚠️ اكتب كلمة واحدة على الأقل للبحث.
problem-items-full =
    ⚠️ في القائمة { $most ->
         [zero] { $most } شيء
         [one] شيء واحد
         [two] شيئان
         [few] { $most } أشياء
         [many] { $most } شيئًا
        *[other] { $most } شيء
    } على الأكثر. احذف شيئًا لتضيف آخر.
problem-photos-full =
    ⚠️ للطلب { $most ->
         [zero] { $most } صورة
         [one] صورة واحدة
         [two] صورتان
         [few] { $most } صور
         [many] { $most } صورة
        *[other] { $most } صورة
    } على الأكثر. للتبديل اضغط «تعديل» ثم «الصور».
problem-contact = ⚠️ يمكن للجميع قراءة هذا، فلا تكتب فيه رقم هاتف أو عنوانًا أو حسابًا أو رابط صفحة شخصية. يمكنك تبادل أرقام التواصل لاحقًا في المحادثة.
problem-photo-expected = ⚠️ أرسل صورة من فضلك، أو اضغط زرًا أدناه.
problem-file-large = ⚠️ هذا الملف كبير جدًّا: آخذ الفيديو حتى 50 ميغابايت، لكن من بعض التطبيقات، كسائر الملفات، حتى 20 ميغابايت فقط. أرسل ملفًّا أصغر من فضلك.
problem-files-day = ⚠️ هذه ملفات أكثر ممّا آخذه من شخص واحد في اليوم. أرسل هذا الملف غدًا من فضلك.

## A press or a message that does not fit here

error-old-button = 🕐 هذا الزر من رسالة قديمة. أنت الآن هنا:
error-bad-button = ⚠️ لم أتمكّن من قراءة هذا الزر. استعمل أحد هذه الأزرار:
error-photo-here = 📷 لا يمكنني استعمال صورة هنا. أجب عن السؤال أدناه من فضلك.
error-location-here = 📍 لا يمكنني استعمال موقع هنا. أجب عن السؤال أدناه من فضلك.
error-unsupported = 🙂 أفهم النص والصور والمواقع، لكن ليس هذا بعد.
error-tap-here = 👇 اضغط أحد الأزرار أدناه من فضلك.
error-unknown-command = 🙂 لا أعرف هذا الأمر بعد. هذا ما يمكنني فعله:

## What the market does not do

refusal-unknown = ⚠️ هذا لم يعد موجودًا.
refusal-off-market = ⚠️ هذا الطلب لم يعد مفتوحًا. ابحث عن طلب آخر.
refusal-not-now = ⚠️ لم يعد هذا ممكنًا: تغيّر الطلب في الأثناء.
refusal-too-late = ⚠️ فات أوان التراجع.
refusal-too-many-open =
    ⚠️ يمكن أن يكون لديك { $most ->
         [zero] { $most } طلب مفتوح
         [one] طلب مفتوح واحد
         [two] طلبان مفتوحان
         [few] { $most } طلبات مفتوحة
         [many] { $most } طلبًا مفتوحًا
        *[other] { $most } طلب مفتوح
    }. أغلق واحدًا أولًا من «طلباتي».
refusal-past-due = ⚠️ مضى التاريخ في الأثناء. اختر تاريخًا جديدًا من فضلك.
refusal-own = 🙂 هذا طلبك أنت: الآخرون يردّون عليه.
refusal-demo = 🙂 هذا الطلب مجرّد مثال، ولا يمكن الردّ عليه.
refusal-blocked = 🚫 حظرت هذا الشخص. ارفع الحظر عنه أولًا.
refusal-reported = 🙏 أبلغت عن هذه المحادثة من قبل، وبلاغك عند المشرفين.
refusal-ended = انتهت هذه المحادثة. افتح أخرى من «المحادثات».
refusal-full = رسائل كثيرة تنتظر الشخص الآخر. انتظر حتى يقرأها من فضلك.
refusal-held = ✋ لم أرسل هذا لأن فيه أرقام تواصل أو عناوين. اكتبه من دونها من فضلك. وعندما تتحدثان، يمكنكما الاتفاق على تبادلها.
refusal-unchecked = ⚠️ لم أستطع قراءة هذه الرسالة جيدًا لنقلها. اكتبها بطريقة أخرى من فضلك.
refusal-broken = ⚠️ حدث خلل عندنا ولم يتمّ شيء. حاول مرة أخرى من فضلك.
