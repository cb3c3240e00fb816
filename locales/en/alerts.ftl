### Being told of new requests: alerts, quiet hours, what is muted.

button-alerts = 🔔 My alerts
button-tell-me = 🔔 Tell me of new ones
button-keep-alert = 🔔 Keep this alert
button-new-alert = ➕ New alert
button-pause-alert = ⏸ Pause
button-resume-alert = ▶️ Go on
button-delete-alert = 🗑 Delete
button-daily = 📬 Once a day
button-at-once = ⚡️ At once
button-muted = 🔇 Muted
button-not-interested = 👎 Not interested
button-mute-alert = 🔕 Mute this alert
button-mute-person = 🔇 Mute this person
button-mute-words = 🔇 Mute words
button-see-trip = ✈️ My trip
alerts-heading = 🔔 Your alerts
alerts-nothing = No alert yet. Search for something and tap “Tell me of new ones”, or begin one here.
alerts-number = { $number }.
alerts-open = { $number }
alerts-at-once = ⚡️ I tell you at once when something fits.
alerts-daily = 📬 I tell you once a day, at { $hour }:00.
alerts-quiet = 🌙 Quiet from { $from }:00 to { $to }:00
alert-heading = 🔔 Alert
alert-kept = 🔔 Done! I will tell you as soon as somebody asks for this.
alert-kept-paused = 💾 Saved. This alert is still paused.
alert-is-on = 🟢 It is on.
alert-is-paused = ⏸ It is paused: I tell you of nothing.
alert-mark-paused = ⏸ paused
alert-paused-now = 🔕 Muted. Tap “Go on” whenever you want to hear of it again.
alert-resumed = 🔔 It is on again.
alert-restored = 🔔 It is back.
alert-deleted = 🗑 This alert is gone. You can undo this for 30 seconds:
form-alert = 🔔 Alert
form-quiet = 🌙 Quiet hours
form-muted = 🔇 Muted words
form-review-alert = What should a new request have?
ask-without = Which words should not be in it?
hint-without = For example: used broken
ask-quiet = When should I not write to you?
hint-quiet = Tap two hours or write them, for example: 22-7
ask-muted = Which words do you not want to hear of at all?
hint-muted = Write them with spaces between. They take the place of those before.
label-without = 🚫 Without words
label-quiet = 🌙 Quiet hours
label-muted = 🔇 Muted words
choice-no-quiet = No quiet hours
choice-hours = { $from }:00 – { $to }:00
problem-hours = ⚠️ Two different hours, please, for example: 22-7
filled-without = 🚫 Without “{ $words }”
filled-hours = 🌙 { $from }:00 – { $to }:00
muted-heading = 🔇 What you muted
muted-no-words = No words.
muted-nobody = Nobody.
muted-people = People, by what they asked for:
muted-person = • { $title }
muted-unmute = 🔊 { $title }
pass-done = 👌 I will not show you this one again.
pass-less = Would you like to hear less?
pass-muted = 🔇 I tell you of nothing any more that this person asks for. They do not learn of it.
pass-unmuted = 🔊 You hear of this person’s requests again.
told-request = 🔔 A new request for you
told-many =
    { $count ->
         [one] 🔔 { $count } new thing for you
        *[other] 🔔 { $count } new things for you
    }
told-more =
    { $count ->
         [one] And { $count } more.
        *[other] And { $count } more.
    }
why-alert = 💡 Fits your alert
why-trip = 💡 On your trip
why-anywhere = 🌍 from anywhere
why-from = 🛫 from { $place }
why-to = 🛬 to { $place }
why-from-near =
    { $km ->
         [0] 🛫 from { $place }
        *[other] 🛫 { $km } km from { $place }
    }
why-to-near =
    { $km ->
         [0] 🛬 to { $place }
        *[other] 🛬 { $km } km from { $place }
    }
