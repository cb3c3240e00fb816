### Talking to the other side.

talk-heading = 💬 { $alias }
talk-about = Sujet : { $title }
talk-how = Écrivez simplement : vos messages arrivent directement à l’autre personne. Votre nom reste caché.
talk-over = Cette discussion est terminée.
talk-answer-sent = ✅ Votre réponse est en route.
talk-left = Vous avez quitté la discussion avec { $alias }. Vous pouvez encore annuler pendant { $seconds } secondes.
talk-not-sent = ❌ Non envoyé. { $reason }
talk-no-photo = 📷 Je ne peux pas encore transmettre de photos. Décrivez-la avec des mots.
talk-text-only = Pour l’instant, je ne transmets que du texte. Écrivez-le, s’il vous plaît.
chats-heading = 💬 Vos discussions
chats-nothing = Pas encore de discussion. Répondez à une demande, ou attendez des réponses à la vôtre.
chats-line = { $alias } · { $title }
chats-line-over = { $alias } · { $title } (terminée)
chats-enter = { $alias }
button-leave = 🚪 Quitter
button-see-request = 📄 Voir la demande
button-see-my-request = 📄 Voir ma demande
button-reply = 💬 Répondre
incoming = { $alias } · { $title }
incoming-first = 🎉 { $alias } a répondu à votre demande : { $title }
undelivered-gone = ❌ { $alias } n’est pas joignable pour le moment et n’a pas reçu votre message :
undelivered-refused = ❌ Ce message n’a pas pu être affiché à { $alias }. Essayez de l’écrire autrement :
undelivered-dead = ❌ Ce message n’est pas arrivé à { $alias } malgré plusieurs essais. Renvoyez-le plus tard :
undelivered-unsure = ❓ Il n’est pas certain que ce message soit arrivé à { $alias }. Demandez-lui, ou renvoyez-le :
