# The pages of the web chat.
web-name = Nwassik Store
web-tagline = Ask for it. Somebody brings it.
web-description = Say what you need. People who travel or live nearby find it and bring it to you. You pay when it is in your hands.
web-language-name = English
web-languages = Language
web-back-to-chat = Back to the chat

# The page that people arrive on.
web-landing-title = Nwassik Store · Ask for it. Somebody brings it.
web-skip-to-button = Go to the chat button
web-hero-title = Ask for it. Somebody brings it.
web-hero-lead = Say what you need, from the shop round the corner or from another country. People who are on their way anyway answer you, and you agree in a chat.
web-open-chat = Open the chat
web-hero-aside = Free, no account needed. You pay in cash when you meet.
web-how-title = How it works
web-step-one-title = Say what you need
web-step-one-text = Tell the chat what it is, where it comes from and where it goes. You see your request as a card and publish it with a tap.
web-step-two-title = Choose who brings it
web-step-two-text = People answer you here. Neither side sees the other’s name or number.
web-step-three-title = Meet and pay in cash
web-step-three-text = You get what you asked for, they get what you agreed on.
web-sample = An example of a chat
web-sample-need = Size 42 running shoes
web-sample-card = From Paris to Tunis, before 20 December, reward 20 €. All good?
web-sample-publish = Publish
web-sample-change = Change
web-sample-answer = 🐱 Cat answered: I fly to Tunis on the 18th and can bring them.
web-landing-foot = Your name and number stay yours until you share them.
web-places = Names of places: GeoNames (CC BY 4.0)

# The chat.
web-chat-title = Chat · Nwassik Store
web-skip = Go to the message box
web-messages = Messages
web-waiting = One moment, I am on my way …
web-you = You
web-your-message = Your message
web-send = Send
web-send-file = Send a file
web-picture = Picture, opens larger
web-video = Video
web-sound = Sound
web-menu = What I can do
web-in-reply = In reply to an earlier message
web-second-person = Open a second person
web-newest = Newest message
web-sending = Sending …
web-not-sent = Not sent.
web-not-sent-retrying = Not sent yet, trying again …
web-send-again = Send again
web-offline = No connection. I will keep trying, nothing is lost.
web-actions = What to do with this message
web-reactions = React
web-reaction = Their reaction
web-unreact = Take your reaction away
web-reply = Reply
web-edit = Edit
web-copy = Copy
web-take-back = Take back
web-cancel = Cancel
web-replying = Replying to
web-editing = Editing your message
web-edited = edited
web-taken-back = You took this message back.
web-a-picture = Picture

# What can be wrong.
web-problem-cross-site = This came from another website, so nothing was done. Please do it here in the chat.
web-problem-new-visitor = Your chat was not open yet. It is now: please try once more.
web-problem-malformed = This could not be read. Please go back to the chat and try again.
web-problem-empty = There is nothing in it yet. Please write something first.
web-problem-long-text = This is too long. Please send it in shorter messages.
web-problem-large-file = This file is too large. A video may have up to 50 MB, any other file up to 20 MB.
web-problem-not-found = There is nothing here. What you look for may have been taken back.
web-problem-unavailable = This could not be sent just now. Please try again in a moment.

# The chat in a terminal.
terminal-hello = You are in the chat. Write a line and press Enter. A number presses that button, /photo FILE sends a picture, Ctrl-D leaves.
terminal-number-as-text = To say a number instead of pressing a button, put a backslash before it: \1
terminal-you = You
terminal-bot = Nwassik
terminal-changed = changed
terminal-picture = Picture
terminal-offline = No connection. I will keep trying, nothing is lost.
terminal-online = Connected again.
terminal-no-such-file = This file cannot be read. Please give the path of a picture.
terminal-goodbye = Goodbye.
terminal-nothing-there = Nobody answers at this address. Start the server in another terminal with “nwassik serve”, then try again:
terminal-bad-person = A person’s name may have 1 to 32 letters, digits, - and _. For example: --person amira
terminal-bad-address = This is not an address of a server. It should look like this: http://127.0.0.1:8080
terminal-seat-file = The file that remembers who you are cannot be read or written:
