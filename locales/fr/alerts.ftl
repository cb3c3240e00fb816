### Being told of new requests: alerts, quiet hours, what is muted.

button-alerts = 🔔 Mes alertes
button-tell-me = 🔔 Me prévenir
button-keep-alert = 🔔 Garder cette alerte
button-new-alert = ➕ Nouvelle alerte
button-pause-alert = ⏸ Pause
button-resume-alert = ▶️ Reprendre
button-delete-alert = 🗑 Supprimer
button-daily = 📬 Une fois par jour
button-at-once = ⚡️ Tout de suite
button-muted = 🔇 En sourdine
button-not-interested = 👎 Pas intéressé
button-mute-alert = 🔕 Couper cette alerte
button-mute-person = 🔇 Couper cette personne
button-mute-words = 🔇 Couper des mots
button-see-trip = ✈️ Mon voyage
alerts-heading = 🔔 Vos alertes
alerts-nothing = Pas encore d’alerte. Faites une recherche et touchez « Me prévenir », ou commencez-en une ici.
alerts-number = { $number }.
alerts-open = { $number }
alerts-at-once = ⚡️ Je vous préviens tout de suite quand quelque chose correspond.
alerts-daily = 📬 Je vous préviens une fois par jour, à { $hour } h.
alerts-quiet = 🌙 Silence de { $from } h à { $to } h
alert-heading = 🔔 Alerte
alert-kept = 🔔 C’est fait ! Je vous préviens dès que quelqu’un demande cela.
alert-kept-paused = 💾 Enregistré. Cette alerte est toujours en pause.
alert-is-on = 🟢 Elle est active.
alert-is-paused = ⏸ Elle est en pause : je ne vous préviens de rien.
alert-mark-paused = ⏸ en pause
alert-paused-now = 🔕 C’est coupé. Touchez « Reprendre » quand vous voudrez en entendre parler à nouveau.
alert-resumed = 🔔 Elle est de nouveau active.
alert-restored = 🔔 Elle est de retour.
alert-deleted = 🗑 Cette alerte est supprimée. Vous pouvez annuler pendant 30 secondes :
form-alert = 🔔 Alerte
form-quiet = 🌙 Heures de silence
form-muted = 🔇 Mots en sourdine
form-review-alert = Que doit avoir une nouvelle demande ?
ask-without = Quels mots ne doit-elle pas contenir ?
hint-without = Par exemple : occasion cassé
ask-quiet = Quand ne dois-je pas vous écrire ?
hint-quiet = Touchez deux heures ou écrivez-les, par exemple : 22-7
ask-muted = De quels mots ne voulez-vous pas du tout entendre parler ?
hint-muted = Écrivez-les avec des espaces. Ils remplacent les précédents.
label-without = 🚫 Sans ces mots
label-quiet = 🌙 Heures de silence
label-muted = 🔇 Mots en sourdine
choice-no-quiet = Pas de silence
choice-hours = { $from } h – { $to } h
problem-hours = ⚠️ Deux heures différentes, s’il vous plaît, par exemple : 22-7
filled-without = 🚫 Sans « { $words } »
filled-hours = 🌙 { $from } h – { $to } h
muted-heading = 🔇 Ce que vous avez coupé
muted-no-words = Aucun mot.
muted-nobody = Personne.
muted-people = Des personnes, d’après ce qu’elles demandaient :
muted-person = • { $title }
muted-unmute = 🔊 { $title }
pass-done = 👌 Je ne vous montrerai plus celle-ci.
pass-less = Voulez-vous en recevoir moins ?
pass-muted = 🔇 Je ne vous parle plus de ce que cette personne demande. Elle n’en sait rien.
pass-unmuted = 🔊 Vous entendrez de nouveau parler des demandes de cette personne.
told-request = 🔔 Une nouvelle demande pour vous
told-many =
    { $count ->
         [one] 🔔 { $count } nouveauté pour vous
        *[other] 🔔 { $count } nouveautés pour vous
    }
told-more =
    { $count ->
         [one] Et { $count } autre.
        *[other] Et { $count } autres.
    }
why-alert = 💡 Correspond à votre alerte
why-trip = 💡 Sur votre trajet
why-anywhere = 🌍 de n’importe où
why-from = 🛫 de { $place }
why-to = 🛬 vers { $place }
why-from-near =
    { $km ->
         [0] 🛫 de { $place }
        *[other] 🛫 à { $km } km de { $place }
    }
why-to-near =
    { $km ->
         [0] 🛬 vers { $place }
        *[other] 🛬 à { $km } km de { $place }
    }
