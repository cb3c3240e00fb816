### Ways that people go anyway, and what others need along them.

button-trips = ✈️ Mes voyages
button-new-trip = ➕ Nouveau voyage
button-post-trip = ✅ Publier le voyage
button-cancel-trip = ✖️ Annuler le voyage
button-back-to-trip = ⬅️ Retour au voyage
trips-heading = ✈️ Vos voyages
trips-nothing = Pas encore de voyage. Vous partez ? Dites-le, et je vous montre ce qu’on demande sur votre route.
form-trip = ✈️ Voyage
form-review-trip = Tout est bon ? Ceux qui ont besoin de quelque chose sur votre route sauront que quelqu’un voyage, mais pas qui.
ask-trip-from = D’où partez-vous ?
ask-trip-to = Où allez-vous ?
ask-trip-day = Quel jour ?
ask-trip-until = Pas sûr du jour ? Jusqu’à quand au plus tard ?
ask-trip-room = Combien de place avez-vous ?
hint-trip-room = Par exemple : 5 kg
ask-trip-carries = Que prendriez-vous avec vous ?
hint-trip-carries = Par exemple : petits colis, vêtements, pas de liquides
label-day = 📅 Jour
label-until = 📅 Jusqu’au
label-room = 🧳 Place
label-carries = 🎒 Ce que vous prenez
choice-same-day = Ce jour-là seulement
choice-not-said = Je ne précise pas
filled-day = 📅 Le { $date }
filled-until = 📅 Jusqu’au { $date }
filled-room = 🧳 { $kilos } kg de place
filled-carries = 🎒 { $text }
problem-trip-inverted = ⚠️ Le dernier jour vient avant le premier. Quel est le dernier ?
problem-trip-long =
    { $days ->
         [one] ⚠️ Un voyage dure au plus { $days } jour. Quel est le dernier ?
        *[other] ⚠️ Un voyage dure au plus { $days } jours. Quel est le dernier ?
    }
problem-trip-nowhere = ⚠️ Vous y êtes déjà au départ. Où allez-vous ?
problem-trip-town = ⚠️ Dans quelle ville ?
trip-heading = ✈️ Voyage
trip-posted = ✅ Votre voyage est publié. Je vous préviens quand quelqu’un a besoin de quelque chose sur votre route.
trip-on = 📅 { $date }
trip-between = 📅 { $first } – { $last }
trip-is-over = 🏁 terminé
trip-is-cancelled = ✖️ annulé
trip-cancelled-now = ✖️ Votre voyage est annulé. Vous pouvez revenir en arrière pendant 30 secondes.
trip-restored = ✅ Votre voyage est de nouveau prévu.
trip-requests = Sur votre route, on demande :
trip-no-requests = Personne n’a encore besoin de rien sur votre route.
told-traveller = ✈️ Quelqu’un fait votre trajet
told-traveller-for = Cette personne pourrait apporter : { $title }
told-traveller-how = Elle voit votre demande et peut y répondre.
told-over = 🏁 Votre voyage est terminé
told-over-how = Bienvenue ! Je ne vous préviens plus de rien sur ce trajet. Repartez-vous bientôt ?
