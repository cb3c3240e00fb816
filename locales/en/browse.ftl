### Looking for requests of others.

browse-heading = 🔎 Requests
browse-how = Tap a request to open it. Write a word to search.
browse-nothing = There is no request right now. Come back soon!
browse-no-match = Nothing fits your search. Try fewer words or filters.
button-filters = 🎛 Filter
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
ask-radius = How far around these towns?
hint-radius = Tap a distance or write one, for example: 30 km
ask-days = Needed within how many days?
hint-days = Tap a number or write one, for example: 21
ask-words = Which words should be in it?
hint-words = For example: iphone
filled-radius = ⭕️ { $km } km around
filled-days =
    { $days ->
         [one] 📅 Needed within { $days } day
        *[other] 📅 Needed within { $days } days
    }
filled-words = 🔤 “{ $words }”
