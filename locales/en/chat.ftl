### Talking to the other side.

talk-heading = 💬 { $alias }
talk-about = About: { $title }
talk-how = Just write: your messages go straight to them. They do not see your name.
talk-over = This chat is over.
talk-answer-sent = ✅ Your answer is on its way.
talk-left = You left the chat with { $alias }. You can undo this for { $seconds } seconds.
talk-not-sent = ❌ Not sent. { $reason }
talk-no-photo = 📷 I cannot pass photos on yet. Please describe it in words.
talk-text-only = I can only pass words on for now. Please write it.
chats-heading = 💬 Your chats
chats-nothing = No chat yet. Answer a request, or wait for answers to yours.
chats-line = { $alias } · { $title }
chats-line-over = { $alias } · { $title } (over)
chats-enter = { $alias }
button-leave = 🚪 Leave
button-see-request = 📄 See the request
button-see-my-request = 📄 See my request
button-reply = 💬 Reply
incoming = { $alias } · { $title }
incoming-first = 🎉 { $alias } answered your request: { $title }
undelivered-gone = ❌ { $alias } cannot be reached now and did not get your message:
undelivered-refused = ❌ This message could not be shown to { $alias }. Try to write it differently:
undelivered-dead = ❌ This message did not reach { $alias } after many tries. Please send it again later:
undelivered-unsure = ❓ It is not certain that this message reached { $alias }. Ask, or send it again:
