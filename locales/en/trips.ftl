### Ways that people go anyway, and what others need along them.

button-trips = ✈️ My trips
button-new-trip = ➕ New trip
button-post-trip = ✅ Post the trip
button-cancel-trip = ✖️ Cancel the trip
button-back-to-trip = ⬅️ Back to the trip
trips-heading = ✈️ Your trips
trips-nothing = No trip yet. You travel? Post it, and I show you what people need on your way.
form-trip = ✈️ Trip
form-review-trip = All good? Those who need something on your way will hear that somebody travels, not who.
ask-trip-from = Where do you start?
ask-trip-to = Where do you go?
ask-trip-day = On which day?
ask-trip-until = Not sure of the day? Until when at the latest?
ask-trip-room = How much room do you have?
hint-trip-room = For example: 5 kg
ask-trip-carries = What would you bring along?
hint-trip-carries = For example: small parcels, clothes, no liquids
label-day = 📅 Day
label-until = 📅 Until
label-room = 🧳 Room
label-carries = 🎒 What you bring
choice-same-day = That day only
choice-not-said = I do not say
filled-day = 📅 On { $date }
filled-until = 📅 Until { $date }
filled-room = 🧳 { $kilos } kg of room
filled-carries = 🎒 { $text }
problem-trip-inverted = ⚠️ The last day comes before the first one. Which is the last?
problem-trip-long =
    { $days ->
         [one] ⚠️ A trip takes at most { $days } day. Which is the last?
        *[other] ⚠️ A trip takes at most { $days } days. Which is the last?
    }
problem-trip-nowhere = ⚠️ You start there already. Where do you go?
problem-trip-town = ⚠️ Which town there?
trip-heading = ✈️ Trip
trip-posted = ✅ Your trip is posted. I will tell you when somebody needs something on your way.
trip-on = 📅 { $date }
trip-between = 📅 { $first } – { $last }
trip-is-over = 🏁 over
trip-is-cancelled = ✖️ cancelled
trip-cancelled-now = ✖️ Your trip is cancelled. You can undo this for 30 seconds.
trip-restored = ✅ Your trip is on again.
trip-requests = On your way people need:
trip-no-requests = Nobody needs anything on your way yet.
told-traveller = ✈️ Somebody travels your way
told-traveller-for = They could bring: { $title }
told-traveller-how = They see your request and can answer it.
told-over = 🏁 Your trip is over
told-over-how = Welcome! I tell you of nothing on this way any more. Do you travel again?
