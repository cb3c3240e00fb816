### Offers and deals.

button-offers = 🏷 Offres
button-deals = 🤝 Mes accords
button-offer = 🏷 Faire une offre
button-deal = 🏷 Voir l’offre
button-deal-now = 🤝 Voir l’accord
button-see-deal = 🏷 La voir
button-bids =
    { $count ->
         [one] 🏷 Voir l’offre
        *[other] 🏷 Voir les { $count } offres
    }
button-counter = ✏️ Proposer autre chose
button-change-terms = ✏️ La changer
button-decline = ✖️ Refuser
button-withdraw = ↩️ La retirer
button-send-offer = ✅ Envoyer

## Making an offer

form-offer = 🏷 Votre offre
form-counter = ✏️ Proposer autre chose
form-review-offer = Tout est bon ? Touchez « Envoyer ».
ask-price = Combien voulez-vous recevoir ?
hint-price = Par exemple : 15 € ou 50 DT. On vous paie en espèces lors de la rencontre.
ask-other-price = Quel prix proposez-vous ?
hint-other-price = Par exemple : 15 € ou 50 DT, en espèces lors de la rencontre.
ask-other-day = Quel jour proposez-vous ?
ask-goods = Qui paie l’achat lui-même ?
hint-goods = Touchez un des boutons.
ask-day = Quel jour l’apporterez-vous ?
ask-note = Voulez-vous ajouter quelques mots ?
hint-note = Par exemple : Vendredi à 17 h me conviendrait.
choice-no-note = Non, merci
choice-goods-included = 🧾 Le prix comprend tout
choice-goods-apart = 🧾 Payé en plus
label-price = 💶 Prix
label-handover = 📅 Jour
label-goods = 🧾 Qui paie quoi
label-note = 💬 Quelques mots

## How a deal reads

deal-heading = 🤝 Avec { $alias }
deal-price = 💶 { $money }
deal-day = 📅 { $date }
deal-goods-included = 🧾 Le prix comprend tout, l’achat aussi
deal-goods-apart = 🧾 L’achat est payé en plus, selon le ticket
deal-waits-for-them = ⏳ L’autre personne a jusqu’au { $date } pour répondre. Vous n’avez rien à faire.
deal-waits-for-you = 👉 À vous : répondez avant le { $date }.
deal-you-declined = ⚪️ Vous avez refusé ceci.
deal-they-declined = ⚪️ L’autre personne a refusé ceci. Vous pouvez faire une autre offre.
deal-you-withdrew = ⚪️ Vous avez retiré ceci.
deal-they-withdrew = ⚪️ L’autre personne a retiré ceci.
deal-expired = 🟠 Pas de réponse à temps : c’est terminé.
deal-offered = ✅ Votre offre est en route.
deal-countered = ✅ Votre proposition est en route.
deal-declined = Refusé, et l’autre personne le sait. Vous pouvez annuler cela pendant { $seconds } secondes.
deal-withdrawn = Retiré, et l’autre personne le sait. Vous pouvez annuler cela pendant { $seconds } secondes.
deal-back = ✅ C’est de nouveau valable.
trust-heading = 👤 { $alias }
trust-new = vient d’arriver ici
trust-months =
    { $count ->
         [one] ici depuis un mois
        *[other] ici depuis { $count } mois
    }

## What the other side is told

dealt-offered = 🏷 { $alias } vous fait une offre :
dealt-countered = ✏️ { $alias } propose ceci :
dealt-declined = ⚪️ { $alias } a refusé ceci :
dealt-withdrawn = ⚪️ { $alias } a retiré ceci :
dealt-back = 🔁 { $alias } a changé d’avis, et ceci est de nouveau valable :
dealt-expired = 🟠 Pas de réponse à temps, ceci est donc terminé :

## Lists

deals-heading = 🤝 Vos accords
deals-nothing = Pas encore d’accord. Faites une offre pour une demande, ou attendez des offres pour la vôtre.
deals-line = { $number }. { $alias }
deals-open = { $number }. { $alias }
bids-heading = 🏷 Offres pour votre demande
bids-nothing = Aucune offre n’attend votre réponse en ce moment.
offers-heading = 🏷 Offres
offers-what = Ce que l’on propose d’apporter en ce moment. Touchez une offre pour voir la demande.
offers-trips = ✈️ Des voyages, avec de la place pour vos affaires
offers-nothing = Pas d’offre en ce moment. Revenez bientôt !
offers-no-match = Aucune offre ne correspond. Essayez avec moins de filtres.

## Agreeing

button-accept = ✅ Accepter
button-agree = ✅ Oui, j’accepte
button-confirm = ✅ Je confirme
button-cancel-deal = ✖️ Annuler l’accord
button-carry-buy = 🛍 C’est acheté
button-carry-pickup = 📦 C’est récupéré
button-saw-it = ✅ J’ai vu le contenu
button-my-code = 🔑 Mon code
button-meet = 🔢 Entrer son code
button-well = 👍 Tout va bien
button-problem = ⚠️ Un problème
button-ask-cancel = 🤝 Annuler ensemble
button-drop = ✖️ Annuler sans attendre
button-cancel-too = ✖️ Oui, annuler
button-keep-deal = ▶️ Garder l’accord
button-no-show = 🚫 Personne n’est venu
button-missed = 🚫 Oui, personne
button-not-so = ⚠️ Ce n’est pas vrai
button-disputed = ⚠️ Oui, le signaler
button-settle = ✅ C’est réglé
accept-heading = Acceptez-vous exactement ceci ?
accept-how = Tout se paie en espèces lors de la rencontre, jamais avant. L’autre personne confirme encore une fois ; ensuite, ces conditions sont fixées pour vous deux.
carry-heading = Avant de le prendre
carry-photo = 📷 Ouvrez-le, prenez une photo du contenu et envoyez-la dans cette discussion.
carry-look = 👀 Regardez bien tout. Ce que vous portez, vous en répondez.
carry-refuse = ✋ Laissez-le si quelque chose vous semble louche. Personne ne pourra vous le reprocher.
carry-not = 🚫 À ne pas transporter :
cancel-deal-heading = Annuler cet accord ?
cancel-deal-how = Parlez-en d’abord ensemble si possible. Annulé à deux, cela ne compte contre personne.
no-show-heading = L’autre personne n’est pas venue ?
no-show-how = L’accord se termine, et l’autre personne apprend ce que vous dites. Elle peut répondre.
dispute-heading = Quelque chose ne va pas ?
dispute-how = Écrivez-lui d’abord si possible : quelques mots suffisent souvent. L’accord reste ensuite ouvert jusqu’à ce que vous disiez que c’est réglé.
deal-accepted = ✅ Accepté. Il ne manque que la confirmation de l’autre.
deal-agreed = 🤝 Vous êtes d’accord tous les deux. Ces conditions sont fixées.
deal-carried = ✅ C’est noté, et l’autre personne le sait.
deal-met = ✅ Le code est bon : vous vous êtes vus.
deal-completed = 🎉 C’est fait ! Merci à vous deux.
deal-cancel-asked = ✅ La question est posée.
deal-kept = ✅ L’accord continue.
deal-cancelled = Annulé, et l’autre personne le sait. Vous pouvez revenir en arrière pendant { $seconds } secondes.
deal-missed = C’est noté, et l’autre personne le sait.
deal-disputed = C’est noté, et l’autre personne le sait. Écrivez-vous dans la discussion.
deal-you-accepted = ⏳ Vous avez accepté. L’autre personne a jusqu’au { $date } pour confirmer.
deal-confirm = 👉 C’est accepté. Relisez tout et confirmez avant le { $date }. Ensuite, c’est fixé.
deal-next-buy = 👉 Ensuite : achetez-le, regardez-le bien, puis touchez « C’est acheté ».
deal-next-collect = 👉 Ensuite : récupérez-le, regardez dedans, puis touchez « C’est récupéré ».
deal-next-bring = 👉 Ensuite : apportez-le. À la rencontre, faites-vous payer en espèces et échangez vos codes.
deal-next-work = 👉 Ensuite : faites le travail. Quand c’est fait et payé, échangez vos codes.
deal-next-wait = ⏳ Ensuite : on s’en occupe pour vous. Vous n’avez rien à faire maintenant.
deal-next-meet = 👉 C’est en route vers vous. À la rencontre, regardez-le, payez en espèces et échangez vos codes.
deal-next-wait-for-work = ⏳ Ensuite : le travail se fait. Quand il vous convient, payez et échangez vos codes.
deal-you-ask-to-cancel = ⏳ Vous avez proposé d’annuler ensemble. La réponse n’est pas encore là.
deal-they-ask-to-cancel = 👉 L’autre personne propose d’annuler ensemble. Touchez « Oui, annuler » ou « Garder l’accord ».
deal-you-met = ✅ Vous vous êtes vus. L’autre personne doit dire que tout va bien ; sans un mot, c’est fait le { $date }.
deal-they-met = 👉 Votre code est entré : vous vous êtes vus. Tout va bien ? Sans un mot, c’est fait le { $date }.
deal-is-done = 🎉 C’est fait.
deal-taken = ⚪️ Quelqu’un d’autre a été plus rapide.
deal-you-cancelled = ⚪️ Vous avez annulé ceci.
deal-they-cancelled = ⚪️ L’autre personne a annulé ceci.
deal-both-cancelled = ⚪️ Annulé par vous deux.
deal-you-missed-them = ⚪️ Vous avez dit que l’autre personne n’est pas venue.
deal-they-missed-you = 👉 L’autre personne dit que personne n’est venu. Si ce n’est pas vrai, dites-le.
deal-you-disputed = ⚠️ Vous avez dit que quelque chose ne va pas. Touchez « C’est réglé » quand ça l’est.
deal-they-disputed = ⚠️ L’autre personne dit que quelque chose ne va pas. Écrivez-lui dans la discussion.
deal-settled = ✅ C’est réglé.
trust-deals =
    { $count ->
         [one] { $count } accord conclu
        *[other] { $count } accords conclus
    }
code-yours = 🔑 Votre code pour { $alias }
code-how = Donnez-le, ou montrez l’image, seulement quand vous vous voyez et que tout va bien. L’autre l’entre dans sa discussion, tout de suite ou plus tard.
code-ask = Quel code vous a-t-on donné ?
code-hint = Six chiffres, par exemple : 482 913
code-unread = ⚠️ Un code a six chiffres. Écrivez-le ainsi : 482 913
code-wrong =
    { $left ->
         [one] ⚠️ Ce n’est pas son code. Encore { $left } essai avant une pause.
        *[other] ⚠️ Ce n’est pas son code. Encore { $left } essais avant une pause.
    }
code-paused =
    { $minutes ->
         [one] ⏳ Trop d’essais faux. Attendez { $minutes } minute, redemandez le code, puis entrez-le.
        *[other] ⏳ Trop d’essais faux. Attendez { $minutes } minutes, redemandez le code, puis entrez-le.
    }
dealt-accepted = 🎉 { $alias } accepte ceci. Relisez-le et confirmez :
dealt-taken = ⚪️ { $alias } a choisi quelqu’un d’autre, c’est donc terminé. Merci pour votre offre !
dealt-agreed = 🤝 { $alias } a confirmé : vous êtes d’accord tous les deux.
dealt-carried = 📦 { $alias } l’a, et a vu le contenu :
dealt-handed-over = 🤝 { $alias } a entré votre code : vous vous êtes vus. Tout va bien ?
dealt-completed = 🎉 C’est fait ! Merci à vous deux.
dealt-cancel-asked = 🤝 { $alias } propose d’annuler ceci ensemble :
dealt-kept = ▶️ L’accord continue, dit { $alias } :
dealt-cancelled = ⚪️ { $alias } a annulé ceci :
dealt-no-show = 🚫 { $alias } dit que personne n’est venu :
dealt-disputed = ⚠️ { $alias } dit que quelque chose ne va pas. Écrivez-vous :
dealt-settled = ✅ { $alias } dit que c’est réglé :
dealt-tomorrow = 📅 Demain, vous voyez { $alias }. Préparez votre code :
dealt-did-you-meet = ❓ Avez-vous vu { $alias } ? Entrez son code, ou dites ce qui s’est passé :
dealt-is-all-well = ❓ Tout va bien depuis que vous avez vu { $alias } ?

## What may not be carried

thing-weapons = armes
thing-drugs = drogues
thing-medicines = médicaments sans ordonnance
thing-valuables = argent, or ou bijoux non déclarés
thing-counterfeits = contrefaçons
thing-drones = drones et appareils radio
thing-meat-and-milk = viande et produits laitiers
thing-plants = plantes et graines
thing-animals = animaux
thing-batteries = batteries seules
thing-tobacco-and-alcohol = tabac et alcool au-delà de la limite
thing-closed-parcels = colis que vous ne pouvez pas ouvrir

## Ratings

button-rate = ⭐️ Donner une note
button-profile = 👤 Mon profil
button-send-rating = ✅ Envoyer sans mots
button-reply-rating = ↩️ Répondre au nº { $number }
rate-heading = ⭐️ Comment était-ce ?
rate-hidden = L’autre personne le voit quand vous aurez noté tous les deux, ou après 14 jours. Jamais avant.
rate-stars = Combien d’étoiles ?
rate-tags = Qu’est-ce qui vous a marqué ? Touchez tout ce qui convient.
rate-words = Écrivez ensuite quelques mots, ou envoyez sans mots.
rate-done = ⭐️ Merci ! L’autre personne le verra quand elle vous aura noté aussi, ou après 14 jours.
rate-both-done = ⭐️ Merci ! Vous avez noté tous les deux : chacun voit maintenant ce que l’autre a dit.
rate-reply = Que voulez-vous répondre ?
rate-reply-hint = Une réponse par note, 300 caractères au plus. L’autre personne la reçoit.
rate-replied = ✅ Votre réponse y figure maintenant.
stars-1 = ★☆☆☆☆
stars-2 = ★★☆☆☆
stars-3 = ★★★☆☆
stars-4 = ★★★★☆
stars-5 = ★★★★★
choice-tag-on-time = 🕐 À l’heure
choice-tag-as-agreed = 👌 Comme convenu
choice-tag-kind = 😊 Aimable
choice-tag-quick = ⚡️ Répond vite
choice-tag-late = 🐌 En retard
choice-tag-not-as-agreed = ❌ Pas comme convenu
choice-tag-rude = 😠 Désagréable
choice-tag-hard-to-reach = 📵 Difficile à joindre
trust-score =
    { $count ->
         [one] ⭐️ { $score } ({ $count } note)
        *[other] ⭐️ { $score } ({ $count } notes)
    }
deal-is-rated = 🎉 C’est fait, et les notes sont ouvertes. Voyez la vôtre dans /profile.
dealt-rate-now = ⭐️ Comment était-ce avec { $alias } ? Une note vous aide tous les deux :
dealt-rated = ⭐️ Les notes de votre accord avec { $alias } sont ouvertes :
dealt-replied = ↩️ { $alias } répond à votre note :
profile-heading = 👤 Ce que les autres voient de vous
profile-anonymous = Personne ne voit votre nom ni votre numéro.
profile-why = 🧮 Pourquoi cette note : chacun commence avec { $weight } notes de { $mean } étoiles. Les vôtres qui comptent : { $count }, avec { $stars } étoiles en tout. ({ $weight } × { $mean } + { $stars }) ÷ ({ $weight } + { $count }) = { $score }
profile-pairs = De plusieurs notes d’une même personne en 90 jours, la première compte.
profile-nothing = Personne ne vous a encore noté. Les notes viennent après un accord.
profile-reply = ↩️ Vous : { $words }
profile-not-counted = ⚪️ Ne compte pas : la même personne vous a noté moins de 90 jours avant.
