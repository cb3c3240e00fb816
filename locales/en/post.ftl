### Writing a request, and how a request reads.

## Forms

form-post = ✍️ New request
form-edit = ✏️ Change your request
form-item = 🛒 One thing on the list
form-search = 🔎 What are you looking for?
form-home = 🏡 Your town
form-answer = 💬 Answer this request
form-choose-field = What would you like to change?
form-review-post = All good? Tap “Publish”.
form-review-photos =
    { $room ->
         [one] You can still send one more photo.
        *[other] You can also send up to { $room } photos now.
    }
form-review-edit = All good? Tap “Save”.
form-review-search = Tap what you want to set, then “Show”.
button-publish = ✅ Publish
button-show = 🔎 Show
button-clear-all = 🧹 Clear all
button-afresh = 🆕 Start afresh
button-remove-photo = 🗑 Photo { $number }
button-remove-item = 🗑 Remove no. { $number }
resume-heading = 📝 You have an unfinished request:
resume-nothing = There is no unfinished request.
edit-kept = Your changes are still here. They count once you save them.
post-published = 🎉 Your request is published! I will tell you as soon as somebody answers.
post-photo-added = 📷 Photo { $count } of { $most } added.
post-item-added = ✅ Added. Write the next thing, or tap “Done”.

## Questions, each with an example

ask-kind = What do you need?
hint-kind = Tap one of the buttons.
ask-title-buy = What should be bought?
hint-title-buy = For example: iPhone 15 case, black
ask-title-pickup = What should be picked up?
hint-title-pickup = For example: a bag of clothes at my aunt’s
ask-title-service = What should be done?
hint-title-service = For example: translate my diploma into French
ask-from-buy = Where can it be bought?
ask-from-pickup = Where is it now?
ask-to = Where should it be brought?
hint-place = Tap a town, write another one, or send a location.
ask-due = By when do you need it?
hint-due = For example: 20/12, next Friday, in 10 days
ask-reward = What reward do you offer?
hint-reward = For example: 15 € or 50 DT. You pay in cash when you meet.
hint-reward-service = For example: 15 € or 50 DT
ask-description = What else should people know?
hint-description = Size, colour, shop … up to 500 characters.
ask-photos = Send up to two photos.
hint-photos = One after the other, then tap “Done”.
ask-items = What is on your shopping list?
hint-items = Write one thing at a time, for example: vitamin D drops
ask-size = How big is it?
hint-size = Tap one of the buttons.
ask-weight = How heavy is it?
hint-weight = For example: 2 kg or 500 g
ask-fragile = Can it break?
hint-fragile = Tap “Yes” or “No”.
ask-meetup = Where would you like to meet?
ask-name = What is it?
hint-name = For example: vitamin D drops
ask-quantity = How many?
hint-quantity = Tap a number or write one.
ask-link = Is there a link to it?
hint-link = For example: https://www.shop.com/vitamin
ask-ceiling = How much may it cost at most?
hint-ceiling = For example: 30 €
ask-home = In which town do you live?
ask-answer = Write your message to the requester.
hint-answer = For example: Hello, I am travelling on Friday and can bring it.
hint-answer-service = For example: Hello, I can do this by Friday.

## What was said, but not for sure

doubt-title = Is this what you are looking for? Tap it, or write it yourself.
doubt-from = Where exactly does it come from?
doubt-to = Where exactly should it be brought?
doubt-due = Which day do you mean?
doubt-reward = Which reward do you offer?
doubt-reward-price = Is { $money } what you pay for bringing it? If that is its price, tap “No reward”, or write a reward.

## Names of the fields, on buttons

label-kind = 🔖 Kind
label-title = 📝 Title
label-from = 🛫 From
label-to = 🛬 To
label-due = 📅 Date
label-reward = 💰 Reward
label-description = 💡 Details
label-photos = 🖼 Photos
label-items = 🛒 Shopping list
label-size = 📐 Size
label-weight = ⚖️ Weight
label-fragile = 🥚 Fragile?
label-meetup = 🤝 Meeting place
label-name = 🛒 What
label-quantity = 🔢 How many
label-link = 🔗 Link
label-ceiling = 💶 Price limit
label-radius = ⭕️ Km around start
label-reach = 🎯 Km around end
label-days = 📅 Needed when
label-least = 💰 Reward from
label-words = 🔤 Words
label-home = 🏡 Town
label-message = 💬 Message

## Answers on a card

filled-from = 🛫 From: { $place }
filled-from-none = 🛫 From: anywhere
filled-to = 🛬 To: { $place }
filled-meetup = 🤝 Meeting in: { $place }
filled-home = 🏡 Town: { $place }
filled-due = 📅 By { $date }
filled-due-none = 📅 No date
filled-reward = 💰 Reward: { $money }
filled-reward-none = 💰 No reward
filled-items = 🛒 Shopping list:
item-name = • { $name } × { $quantity }
item-ceiling = up to { $money }
item-link = { $link }
filled-name = 🛒 { $name }
filled-quantity = 🔢 × { $quantity }
filled-link = 🔗 { $link }
filled-ceiling = 💶 At most { $money }
filled-size = 📐 Size: { $size }
filled-kilos = ⚖️ { $kilos } kg
filled-grams = ⚖️ { $grams } g
filled-fragile = 🥚 Fragile
filled-sturdy = 🥚 Not fragile
filled-photos =
    { $count ->
         [one] 🖼 { $count } photo
        *[other] 🖼 { $count } photos
    }

## A published request

state-draft = 📝 Not published yet
state-open = 🟢 Open until { $date }
state-agreed = 🤝 You agreed with somebody
state-closed = ⚪️ Closed
state-expired = 🟠 Expired
state-removed = 🔴 Taken down
state-answers =
    { $count ->
         [one] 1 answer
        *[other] { $count } answers
    }
card-posted = 🕐 Posted on { $date }
card-off-market = ⚪️ This request is no longer open.
card-demo = 🙂 This is an example, nobody is behind it.
card-share = 🔗 Share it: { $link }
card-saved = ✅ Saved.
card-renewed = 🔁 Renewed for 30 days.
card-closed = Your request is closed. You can undo this for { $seconds } seconds.
card-reopened = ✅ Your request is open again.
button-answer = 💬 Answer
button-answers =
    { $count ->
         [one] 💬 See the answer
        *[other] 💬 See the { $count } answers
    }
button-photos = 🖼 Photos
button-renew = 🔁 Renew
button-close = 🔒 Close it
button-repost = 🔄 Post it again
button-back-to-mine = ⬅️ My requests
mine-heading = 📋 Your requests
mine-nothing = You have no request yet. Post your first one!
