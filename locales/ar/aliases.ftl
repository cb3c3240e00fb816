### What the other side of a conversation is called.

alias = { $colour }{ $emoji } { $animal }
animal-fox = ثعلب
animal-bear = دبّ
animal-lion = أسد
animal-tiger = نمر
animal-panda = باندا
animal-koala = كوالا
animal-rabbit = أرنب
animal-turtle = سلحفاة
animal-dolphin = دلفين
animal-whale = حوت
animal-owl = بومة
animal-eagle = نسر
animal-camel = جمل
animal-elephant = فيل
animal-giraffe = زرافة
animal-zebra = حمار وحشي
animal-horse = حصان
animal-cat = قطّ
animal-hedgehog = قنفذ
animal-penguin = بطريق
animal-butterfly = فراشة
animal-bee = نحلة
animal-octopus = أخطبوط
animal-flamingo = نحام
