### Looking for requests of others.

browse-heading = 🔎 Requests
browse-how = Tap a request to open it. Write a word to search.
browse-nothing = There is no request right now. Come back soon!
browse-no-match = Nothing fits your search. Try fewer words or filters.
browse-instead = 🙂 Nothing has these words exactly. This is what comes closest:
button-filters = 🎛 Filter
button-unset = ✖️ { $what }
sort-newest = ↕️ Newest first
sort-soonest = ↕️ Needed soonest first
sort-nearest = ↕️ Nearest first
button-back-to-list = ⬅️ Back to the list
list-title = { $number }. { $title }
list-open = { $number }. { $title }
list-route = { $from } → { $to }
list-from-anywhere = 🌍 → { $to }
list-meetup = 🤝 { $place }
list-online = 💻 Online
list-due = by { $date }
list-reward = 💰 { $money }
ask-search-kind = Which kind?
ask-search-from = From where?
ask-search-to = To where?
ask-radius = How far around the town it comes from?
ask-reach = How far around the town it goes to?
hint-radius = Tap a distance or write one, for example: 30 km
ask-days = When is it needed?
hint-days = Tap how many days from now, or write two dates, for example: 10/12 – 20/12
ask-least = How much reward at least?
hint-least = For example: 15 € or 50 DT. Only rewards in this currency are shown.
ask-words = Which words should be in it?
hint-words = For example: iphone
filled-radius = ⭕️ { $km } km around
filled-window = 📅 Needed from { $first } to { $last }
filled-least = 💰 { $money } or more
filled-days =
    { $days ->
         [one] 📅 Needed within { $days } day
        *[other] 📅 Needed within { $days } days
    }
filled-words = 🔤 “{ $words }”

## Saving, others like it, sharing

saved-heading = ⭐️ Saved requests
saved-nothing = You have saved no request yet. Open one and tap “Save”.
similar-heading = 🔁 Similar requests
similar-nothing = There is nothing like it right now. Come back soon!
button-keep-request = ⭐️ Save
button-unsave = ✖️ Unsave
button-similar = 🔁 Similar requests
button-share = 🔗 Share
button-back-to-saved = ⬅️ Saved
button-back-to-request = ⬅️ Back to the request
card-starred = ⭐️ Saved. You find it again under “Saved”.
card-unstarred = ✅ It is not among your saved requests any more.
share-here = 🔗 Opens here: { $link }
share-web = 🌐 Opens in any browser: { $link }
article-link = 👉 See it and answer: { $link }
