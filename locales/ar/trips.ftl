### Ways that people go anyway, and what others need along them.

button-trips = ✈️ رحلاتي
button-new-trip = ➕ رحلة جديدة
button-post-trip = ✅ انشر الرحلة
button-cancel-trip = ✖️ ألغِ الرحلة
button-back-to-trip = ➡️ العودة إلى الرحلة
trips-heading = ✈️ رحلاتك
trips-nothing = لا رحلات بعد. هل تسافر؟ انشر رحلتك وسأريك ما يحتاجه الناس على طريقك.
form-trip = ✈️ رحلة
form-review-trip = هل كل شيء صحيح؟ سيعلم من يحتاج شيئًا على طريقك أن هناك من يسافر، لا من هو.
ask-trip-from = من أين تنطلق؟
ask-trip-to = إلى أين تذهب؟
ask-trip-day = في أي يوم؟
ask-trip-until = لست متأكدًا من اليوم؟ حتى متى على الأكثر؟
ask-trip-room = كم لديك من مكان؟
hint-trip-room = مثلًا: 5 كغ
ask-trip-carries = ماذا يمكنك أن تحمل معك؟
hint-trip-carries = مثلًا: طرود صغيرة، ملابس، بلا سوائل
label-day = 📅 اليوم
label-until = 📅 حتى
label-room = 🧳 المكان
label-carries = 🎒 ما تحمله
choice-same-day = في ذلك اليوم فقط
choice-not-said = لا أحدّد
filled-day = 📅 يوم { $date }
filled-until = 📅 حتى { $date }
filled-room = 🧳 مكان لـ { $kilos } كغ
filled-carries = 🎒 { $text }
problem-trip-inverted = ⚠️ اليوم الأخير يأتي قبل الأول. ما هو اليوم الأخير؟
problem-trip-long =
    { $days ->
         [zero] ⚠️ الرحلة لا تدوم أقلّ من يوم. ما هو اليوم الأخير؟
         [one] ⚠️ الرحلة تدوم يومًا واحدًا على الأكثر. ما هو اليوم الأخير؟
         [two] ⚠️ الرحلة تدوم يومين على الأكثر. ما هو اليوم الأخير؟
         [few] ⚠️ الرحلة تدوم { $days } أيام على الأكثر. ما هو اليوم الأخير؟
         [many] ⚠️ الرحلة تدوم { $days } يومًا على الأكثر. ما هو اليوم الأخير؟
        *[other] ⚠️ الرحلة تدوم { $days } يوم على الأكثر. ما هو اليوم الأخير؟
    }
problem-trip-nowhere = ⚠️ أنت تنطلق من هناك. إلى أين تذهب؟
problem-trip-town = ⚠️ في أي مدينة هناك؟
trip-heading = ✈️ رحلة
trip-posted = ✅ نُشرت رحلتك. سأخبرك عندما يحتاج أحد شيئًا على طريقك.
trip-on = 📅 { $date }
trip-between = 📅 { $first } – { $last }
trip-is-over = 🏁 انتهت
trip-is-cancelled = ✖️ أُلغيت
trip-cancelled-now = ✖️ أُلغيت رحلتك. يمكنك التراجع خلال 30 ثانية.
trip-restored = ✅ عادت رحلتك.
trip-requests = على طريقك يحتاج الناس إلى:
trip-no-requests = لا أحد يحتاج شيئًا على طريقك بعد.
told-traveller = ✈️ هناك من يسافر على طريقك
told-traveller-for = يمكنه أن يحمل: { $title }
told-traveller-how = هو يرى طلبك ويمكنه أن يردّ عليه.
told-over = 🏁 انتهت رحلتك
told-over-how = أهلًا بك! لن أخبرك بشيء على هذا الطريق بعد الآن. هل تسافر من جديد؟
