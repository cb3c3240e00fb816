### Talking to the other side.

talk-heading = 💬 { $alias }
talk-about = حول: { $title }
talk-how = اكتب فقط: رسائلك تصل مباشرة إلى الشخص الآخر، وهو لا يرى اسمك.
talk-over = انتهت هذه المحادثة.
talk-answer-sent = ✅ ردّك في الطريق.
talk-left = غادرت المحادثة مع { $alias }. يمكنك التراجع خلال { $seconds } ثانية.
talk-not-sent = ❌ لم تُرسَل. { $reason }
talk-no-photo = 📷 لا يمكنني نقل الصور بعد. صِفها بالكلمات من فضلك.
talk-text-only = حاليًا أنقل الكلام المكتوب فقط. اكتبه من فضلك.
chats-heading = 💬 محادثاتك
chats-nothing = لا محادثات بعد. ردّ على طلب، أو انتظر من يردّ على طلبك.
chats-line = { $alias } · { $title }
chats-line-over = { $alias } · { $title } (انتهت)
chats-enter = { $alias }
button-leave = 🚪 مغادرة
button-see-request = 📄 عرض الطلب
button-see-my-request = 📄 عرض طلبي
button-reply = 💬 ردّ
incoming = { $alias } · { $title }
incoming-first = 🎉 { $alias } ردّ على طلبك: { $title }
undelivered-gone = ❌ تعذّر الوصول إلى { $alias } الآن، ولم تصل رسالتك:
undelivered-refused = ❌ تعذّر عرض هذه الرسالة على { $alias }. حاول كتابتها بطريقة أخرى:
undelivered-dead = ❌ لم تصل هذه الرسالة إلى { $alias } رغم عدّة محاولات. أرسلها لاحقًا من فضلك:
undelivered-unsure = ❓ لسنا متأكّدين من وصول هذه الرسالة إلى { $alias }. اسأله أو أرسلها من جديد:
