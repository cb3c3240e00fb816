### Talking to the other side.

talk-heading = 💬 { $alias }
talk-about = Sujet : { $title }
talk-how = Écrivez simplement : vos messages arrivent directement à l’autre personne. Votre nom reste caché.
talk-how-elsewhere = Pour lui écrire, allez dans son propre sujet ou dans le fil principal. Ce que vous écrivez dans ce sujet ne lui parvient pas.
talk-over = Cette discussion est terminée.
talk-answer-sent = ✅ Votre réponse est en route.
talk-left = 🔒 Vous avez fermé la discussion avec { $alias }. Un message le lui dit. Vous pouvez la rouvrir à tout moment.
talk-muted = 🔕 En sourdine : les messages arrivent sans son.
talk-blocked = 🚫 Vous avez bloqué cette personne.
talk-unblocked = ✅ Blocage levé. Vous pouvez de nouveau vous croiser ici.
talk-shut = 🚫 Vous avez bloqué { $alias } : plus rien ne passe entre vous, dans aucun sens.
talk-shut-after-one = 🚫 Vous avez bloqué { $alias }. Un dernier message est déjà en route et peut encore arriver ; plus rien ne viendra ensuite.
talk-shut-how = L’autre voit seulement que la discussion est terminée. Vous pouvez annuler cela dans « Réglages ».
topic-unknown = ❌ Non envoyé : ce sujet n’appartient à aucune de vos discussions. Écrivez dans le sujet d’une discussion, ou choisissez-en une dans le fil principal.
talk-not-sent = ❌ Non envoyé. { $reason }
talk-does-not-cross = 🙂 Je ne peux pas transmettre ceci. Le texte, les photos, les vidéos, les messages vocaux, les documents et les positions passent.
talk-place-sent = 📍 J’ai indiqué l’endroit à un kilomètre près. L’autre personne peut-elle voir l’endroit exact ?
talk-exact-place-sent = 📍 L’autre personne voit maintenant l’endroit exact.
chats-heading = 💬 Vos discussions
chats-nothing = Pas encore de discussion. Répondez à une demande, ou attendez des réponses à la vôtre.
chats-line = { $alias } · { $title }
chats-line-over = { $alias } · { $title } (terminée)
chats-enter = { $alias }
chats-enter-new = { $alias } ({ $count })
chats-new =
    { $count ->
         [one] { $count } nouveau message
        *[other] { $count } nouveaux messages
    }
chats-muted = 🔕
button-leave = 🔒 Fermer
button-reopen-chat = 🔓 Rouvrir
button-options = ⚙️ Options
button-mute = 🔕 Sourdine
button-unmute = 🔔 Remettre le son
button-block = 🚫 Bloquer
button-unblock = ↩️ Débloquer
button-shut = 🚫 Oui, bloquer
button-report = ⚠️ Signaler
button-see-request = 📄 Voir la demande
button-see-my-request = 📄 Voir ma demande
button-exact-place = 📍 Envoyer le lieu exact
button-reply = 💬 Répondre
incoming = { $alias } · { $title }
incoming-first = 🎉 { $alias } a répondu à votre demande : { $title }
ended = 🔒 Cette discussion est terminée.
ended-lost =
    { $count ->
         [one] Votre dernier message n’est plus arrivé.
        *[other] Vos { $count } derniers messages ne sont plus arrivés.
    }
reopened = 🔓 Cette discussion est rouverte : vous pouvez écrire.
undelivered-gone = ❌ { $alias } n’est pas joignable pour le moment et n’a pas reçu votre message :
undelivered-refused = ❌ Ce message n’a pas pu être affiché à { $alias }. Essayez de l’écrire autrement :
undelivered-dead = ❌ Ce message n’est pas arrivé à { $alias } malgré plusieurs essais. Renvoyez-le plus tard :
undelivered-unsure = ❓ Il n’est pas certain que ce message soit arrivé à { $alias }. Demandez-lui, ou renvoyez-le :
undelivered-erased = ❌ Votre conversation avec { $alias } a été supprimée par les responsables de ce marché. Vos derniers messages ne sont pas arrivés.
undelivered-waits = ⏳ Pas de nouvelles de { $alias } depuis un moment. Votre message attend et partira dès son retour :
undelivered-away = ❌ Pas de nouvelles de { $alias } depuis une semaine : ce message n’est pas arrivé :

## Files and places

undelivered-file-large = ❌ Ceci n’est pas arrivé à { $alias } : le fichier est trop lourd. Le maximum est de 20 Mo, et de 50 Mo pour une vidéo (20 Mo depuis certaines applications) :
undelivered-file-kind = ❌ Ceci n’est pas arrivé à { $alias } : je ne peux pas transmettre ce type de fichier. Les photos, les vidéos MP4, les messages vocaux, le MP3, le PDF, Word, Excel, PowerPoint et le texte simple passent :
undelivered-file-broken = ❌ Ceci n’est pas arrivé à { $alias } : le fichier semble abîmé. Renvoyez-le, s’il vous plaît :
undelivered-file-locked = ❌ Ceci n’est pas arrivé à { $alias } : le fichier est protégé par un mot de passe. Renvoyez-le sans mot de passe :
undelivered-file-author = ❌ Ceci n’est pas arrivé à { $alias } : le fichier révèle son auteur, et je n’ai pas pu l’effacer. Envoyez plutôt une photo du document :
undelivered-file-lost = ❌ Ceci n’est pas arrivé à { $alias } : je n’ai pas pu récupérer le fichier. Renvoyez-le, s’il vous plaît :
undelivered-file-there = ❌ Ceci n’est pas arrivé à { $alias } : un fichier aussi lourd ne peut pas y être affiché. Envoyez-en un plus léger :
file-photo =
    { $count ->
         [one] 📷 Photo
        *[other] 📷 { $count } photos
    }
file-sticker =
    { $count ->
         [one] 🖼 Autocollant
        *[other] 🖼 { $count } autocollants
    }
file-video =
    { $count ->
         [one] 🎬 Vidéo
        *[other] 🎬 { $count } vidéos
    }
file-round =
    { $count ->
         [one] 🎬 Message vidéo
        *[other] 🎬 { $count } messages vidéo
    }
file-voice =
    { $count ->
         [one] 🎙 Message vocal
        *[other] 🎙 { $count } messages vocaux
    }
file-audio =
    { $count ->
         [one] 🎵 Fichier audio
        *[other] 🎵 { $count } fichiers audio
    }
file-document =
    { $count ->
         [one] 📄 Document
        *[other] 📄 { $count } documents
    }
place-around = 📍 Par ici, à un kilomètre près : { $link }
place-exactly = 📍 Exactement ici : { $link }

## Blocking

block-heading = 🚫 Bloquer { $alias } ?
block-what = La discussion se termine pour vous deux. L’autre voit seulement qu’elle est terminée. Les messages en attente ne sont pas remis, et vous ne voyez plus les demandes l’un de l’autre.
block-back = Vous pouvez annuler cela dans « Réglages ».
blocked-heading = 🚫 Personnes bloquées
blocked-nobody = Personne.
blocked-unblock = ↩️ Débloquer { $alias }

## Reporting

report-heading = ⚠️ Signaler
report-private = Seuls les modérateurs le voient. L’autre personne n’est pas prévenue.
report-what = Quel est le problème ?
report-spam = 📢 De la publicité
report-scam = 💸 Une arnaque
report-rude = 🤬 Des insultes ou des menaces
report-danger = ⛔️ Dangereux ou interdit
report-other = ❔ Autre chose
report-words = Que s’est-il passé ? Dites-le en quelques mots.
report-words-hint = Par exemple : On me demande de l’argent avant la rencontre.
button-no-words = Envoyer sans mots
report-stored = ✅ Votre signalement est enregistré. Merci.
report-next = Il est gardé pour les modérateurs, avec les derniers messages de cette discussion. Ils le lisent dès qu’ils peuvent ; { $alias } n’en sait rien, et vous n’aurez peut-être pas de réponse ici. Si vous ne voulez pas attendre, vous pouvez bloquer cette personne.

## Contact details

contact-masked = 🔒 J’ai masqué ceci dans votre message, pour que chacun reste anonyme :
contact-how = Vous voulez le partager ? Touchez « Partager les contacts ». Quand vous serez d’accord tous les deux, plus rien ne sera masqué.
contact-warned = ⚠️ Votre message est parti, et il contenait ceci :
contact-warned-how = Ne le donnez qu’à une personne de confiance. Je ne vous le demande jamais.
contact-held = ✋ Je n’ai pas envoyé ce message, à cause de ce qu’il contient :
contact-held-how = Récrivez-le sans cela, ou touchez « Partager les contacts ». Quand vous serez d’accord tous les deux, il pourra passer.
contact-phone = 📞 numéro de téléphone
contact-email = ✉️ adresse e-mail
contact-handle = 👤 nom de compte
contact-link = 🔗 lien vers un profil
contact-bank = 🏦 compte bancaire
contact-card = 🔒 Je ne transmets pas les fiches de contact. Vous voulez partager vos contacts tous les deux ? Touchez le bouton, et je demanderai à l’autre personne.
reveal-mine = 🤝 Vous souhaitez partager les contacts. Je vous préviens dès que { $alias } est d’accord.
reveal-theirs = 🤝 { $alias } souhaite partager les contacts avec vous. Si vous êtes d’accord, les numéros et les adresses que vous écrirez tous les deux ne seront plus masqués.
reveal-both = 🤝 Vous êtes d’accord tous les deux : désormais, les coordonnées passent.
button-reveal = 🤝 Partager les contacts
button-reveal-agree = 🤝 D’accord, partageons

### Changing what was said.

edit-not-sent = ❌ Votre modification n’est pas passée : l’ancien message reste affiché. { $reason }
incoming-edited = ✏️ (modifié)
incoming-taken-back = 🗑 { $alias } a retiré ce message.
incoming-reacted = { $alias } a réagi : { $emoji }
incoming-reaction-gone = { $alias } a retiré une réaction : { $emoji }
reaction-does-not-cross = 🙂 Cette réaction ne peut pas s’afficher chez l’autre. Les émojis simples passent.
button-unsend-last = ↩️ Retirer mon message
button-unsend = 🗑 Le retirer
button-keep-line = ⬅️ Le garder
unsend-heading = 🗑 Retirer ceci à { $alias } ?
unsend-how = Le message disparaît aussi de l’autre conversation. Il a peut-être déjà été lu.
unsend-which = 🗑 Quel message ? Répondez-lui par /unsend, ou ouvrez d’abord la conversation.
unsend-nothing = 🙂 Il n’y a aucun message de vous à retirer à { $alias }.
unsend-unsent = ✅ Retiré. { $alias } ne l’a jamais vu.
unsend-on-its-way = 🗑 Je le retire à { $alias }… Je vous dirai ici ce qu’il en est.
unsend-already = ✅ Ce message est déjà retiré.
unsend-done = ✅ Retiré : { $alias } ne le voit plus.
unsend-stays = ⚠️ Je n’ai pas pu retirer votre message chez { $alias }. Il est peut-être trop ancien, ou son application ne le permet pas.
