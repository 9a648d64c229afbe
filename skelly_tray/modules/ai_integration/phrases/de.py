"""The sentences in German."""

from __future__ import annotations

PHRASES = {
    "refocus": """
Was war der nächste kleine Schritt? Zwei Minuten davon reichen völlig.
Eine Zeile, ein Klick, ein Satz. Alles davon zählt als Anfang.
Der Faden liegt noch da. Wollen wir ein Ende davon aufnehmen?
Wie wäre es mit dem leichtesten Stück zuerst, nur um in Gang zu kommen?
Vielleicht einen Tab schließen, der nicht gebraucht wird, und sehen, was bleibt.
Fünf Minuten auf der Uhr könnten ein sanfter Einstieg sein.
Hilft es, laut zu sagen, was als Nächstes kommt?
Nichts ist verloren. Der nächste Schritt darf sehr klein sein.
Vielleicht das eine aufschreiben, das in zehn Minuten fertig sein könnte.
Es muss jetzt nicht fertig werden. Die Datei zu öffnen genügt.
Ich wackle hier neben dir. Welches Stück klebt am wenigsten?
Das andere kann auf einem Zettel warten, dann geht es nicht unter.
Zwei Tabs, oder ein Satz von der Sache selbst? Du hast die Wahl.
Ein Schluck Wasser, ein Blick auf den Plan und ein winziger Schritt.
Wenn es zu groß wirkt, ist die Hälfte auch eine gute Größe.
Welcher Teil davon würde am meisten Spaß machen?
[distracted] Gedanken wandern, so sind sie. Die Aufgabe ist noch, wo sie war.
[distracted] {minutes} Minuten bei anderen Dingen. Ein Schritt von zwei Minuten schlägt die Brücke.
[distracted] Etwas hat gezogen. Eine Notiz dazu, und der Weg zurück ist kurz.
[transitioning] Gerade zwischen zwei Dingen. Jedes von beiden ist eine gute Wahl.
[transitioning] Wechseln braucht einen Moment. Welches der beiden soll es sein?
[morning] Der Morgen ist jung. Erst ein kleines Stück, der Rest kommt nach.
[morning] Ein frisches Blatt. Was würde diesen Morgen gut machen?
[afternoon] Nachmittage sind für viele zäh. Ein kurzer, leichter Schritt passt jetzt gut.
[afternoon] Die Tagesmitte treibt ein wenig. Fünf Minuten für eine Sache?
[evening] Spät am Tag ist klein genau richtig. Ein Schritt, dann darf es ruhen.
[evening] Noch ein kleines Stück, oder eine Notiz für morgen? Beides ist gut.
[night] Es ist spät. Eine Notiz für morgen ist vielleicht der beste Schritt.
[night] Die Nacht ist lang genug. Wo es morgen losgeht, passt auf eine Zeile.
""",
    "break": """
Eine kurze Pause würde hier gut passen. Die Arbeit wartet auf dich.
Augen hoch, Schultern runter. Zwei Minuten am Fenster?
Ein Glas Wasser und ein paar Schritte, und dann weiter.
Ich werde an den Rändern weich. Wollen wir uns beide kurz strecken?
Ein guter Moment, um einmal aufzustehen.
Der nächste Teil geht nach fünf Minuten Abstand vielleicht leichter.
Ein Blick in die Ferne tut den Augen gut.
Vielleicht ein Tee? Ich halte dir die Stelle frei.
Kurz notieren, wo du bist, und dann ein Gang in die Küche.
Auch Gelee muss ab und zu fest werden. Fünf Minuten?
Wann hast du zuletzt etwas getrunken? Jetzt wäre ein guter Zeitpunkt.
Pausen gehören zur Arbeit. Diese ist bereit, sobald du es bist.
[hyperfocus] {minutes} Minuten am Stück. Das ist viel für einen Rücken und zwei Augen.
[hyperfocus] Seit {minutes} Minuten tief drin. Ein Schluck Wasser passt zwischen zwei Zeilen.
[hyperfocus] Du bist tief unten. Mit einer Notiz zum nächsten Schritt taucht es sich leichter auf.
[hyperfocus] Da ist eine Menge los. Deine Schultern mögen sich vielleicht strecken.
[flow] Es läuft gut. Eine kurze Pause hilft, dass es so bleibt.
[flow] {minutes} gute Minuten. Eine kleine Pause, dann können die nächsten genauso werden.
[distracted] Der Kopf wirkt voll. Etwas frische Luft macht ihn vielleicht freier.
[morning] Eine kleine Pause jetzt macht den Mittag leichter.
[afternoon] Das Tief am Nachmittag gibt es wirklich. Ein paar Schritte helfen mehr als Kaffee.
[evening] Ein langer Tag. Zehn Minuten für dich wären gut angelegt.
[night] Es ist spät, und morgen ist auch noch Zeit. Vielleicht ist hier ein guter Schluss.
[night] Die Nacht ist da. Eine Notiz für morgen, und dann etwas Ruhe?
""",
    "celebrate": """
Das lief gut. Einen Moment lang darf man das bemerken.
Sieh an, fertig. Ich habe kurz vor Freude gewackelt.
Ein gutes Stück Arbeit liegt hinter dir.
Hier ist etwas fertig geworden. Das verdient eine schöne Tasse von irgendwas.
Gut gemacht, leise und Schritt für Schritt.
Das ist von der Liste. Klingt gut, oder?
Das war ein richtiges Stück Arbeit, und jetzt ist es da.
Ich habe es gesehen. Es war gut.
Wieder etwas auf der Welt, das es heute früh noch nicht gab.
Das brauchte Sorgfalt, und man sieht sie.
[flow] {minutes} Minuten im Fluss. Schön, wenn es so geht.
[flow] Es läuft. Ich halte still und genieße die Aussicht.
[flow] Du und die Arbeit, ihr versteht euch heute gut.
[hyperfocus] {minutes} tiefe Minuten. Da ist viel entstanden.
[morning] So viel vor dem Mittag. Der Rest des Tages darf sanft sein.
[afternoon] Ein guter Nachmittag, wie es aussieht.
[evening] Ein Tag, in dem etwas steckt. Er darf jetzt ausklingen.
[night] Fertig, und es ist spät. Eine gute Zeit, es gut sein zu lassen.
""",
    "welcome_back": """
Willkommen zurück. Dein Platz ist noch warm.
Da bist du ja. Was war die nächste kleine Sache?
Schön, dich zu sehen. Alles ist, wo du es gelassen hast.
Hallo noch einmal. Wir können mit etwas Leichtem anfangen.
Wieder da. Ein Blick auf die letzte Zeile, und du bist drin.
Ich habe den Platz freigehalten. Fangen wir mit dem kleinsten Stück an?
Schön, dass du da bist. Fünf leichte Minuten zum Reinkommen?
Hallo. Wo möchtest du weitermachen?
Du bist zurück, und die Arbeit ist nicht weggelaufen.
Ein neuer Anfang. Erst etwas Kleines?
[away] {minutes} Minuten weg. Hoffentlich waren es gute.
{minutes} Minuten Ruhe. Der erste Schritt zurück darf winzig sein.
[morning] Guten Morgen. Was wäre eine freundliche erste Aufgabe?
[morning] Ein neuer Morgen. Etwas Leichtes zum Anfang?
[afternoon] Guten Tag. Die zweite Hälfte darf klein beginnen.
[evening] Guten Abend. Etwas Kurzes und Angenehmes vielleicht?
[night] Hallo, Nachteule. Etwas Kleines, und dann ins Bett?
""",
    "encourage": """
Langsam ist in Ordnung. Es geht trotzdem vorwärts.
Es muss noch nicht gut sein, es muss nur da sein.
Ein halber Schritt ist auch ein Schritt.
Du hast schon Schwereres angefangen als das hier.
Erst eine grobe Fassung. Besser werden kann sie später.
Ein Stück nach dem anderen. Dieses hier genügt für jetzt.
Wenn es klemmt, löst sich oft ein kleineres Stück.
Du bist hier, und das ist schon die erste Hälfte.
Manche Tage sind aus Gelee. Kleine Stücke kommen trotzdem durch.
Was würdest du jemandem sagen, der hier feststeckt?
Es darf ruhig eine Weile dauern.
Vielleicht gibt es ein Stück, das man einfach weglassen kann.
Jetzt zählen nur die nächsten zehn Minuten.
Ein wenig getan ist viel mehr als viel geplant.
[distracted] Ein voller Kopf ist erlaubt. Etwas Kleines passt noch hinein.
[transitioning] Anfangen ist das Schwerste, und das ist fast vorbei.
[flow] Es läuft gut. Mehr sage ich nicht.
[neutral] Ein ruhiger Moment. Ein guter, um etwas Kleines zu beginnen.
[morning] Der Tag ist noch lang und freundlich. Eins nach dem anderen.
[afternoon] Es ist noch ein gutes Stück vom Tag übrig.
[evening] Was heute entstanden ist, zählt. Noch etwas Kleines, oder Ruhe?
[night] Müde Köpfe sind langsam, und das darf so sein. Morgen zählt auch.
""",
    "coins": """
{coins} Münzen für dich. Sie klingen schön im Glas.
Kling: {coins} Münzen für ein gutes Stück Arbeit.
{coins} Münzen mehr, jetzt sind {total} im Glas.
Eine Kleinigkeit fürs Glas: {coins} Münzen.
Das war {coins} Münzen wert.
Das Glas ist etwas schwerer geworden. Jetzt sind es {total} Münzen.
{coins} glänzende Stücke, gut verdient.
Ein wenig mehr im Glas. Kleines summiert sich.
Kling. So klingt ein gutes Stück Arbeit.
Ich habe {coins} Münzen für dich poliert.
""",
    "bonus": """
Ein Bonus: {coins} Münzen obendrauf.
{coins} Münzen extra, einfach weil es so gut lief.
Heute gibt es etwas extra fürs Glas.
Eine kleine Überraschung im Glas: {coins} Münzen.
Das war gut, darum gibt es einen Bonus.
Etwas extra fürs Dranbleiben: {coins} Münzen.
{coins} obendrauf, {total} insgesamt.
{coins} Münzen hinter meinen Rippen gefunden. Sie gehören dir.
""",
    "streak": """
Wieder eins in der Reihe. Ein schöner Rhythmus.
Die Reihe wächst: {name}.
Tag für Tag ein wenig. So wird es groß.
Eine Serie, die leise wächst.
Ein Glied mehr in der Kette. Fehlt einmal eins, bleiben die anderen.
Du kommst immer wieder darauf zurück, und man sieht es.
Einen guten Rhythmus hast du da.
{name}, und {coins} Münzen dazu.
""",
    "achievement": """
Etwas Neues im Regal: {name}.
{name}. Das gehört jetzt dir.
Du hast {name} bekommen. Ich stelle es hin, wo man es sieht.
Ein neues Abzeichen, und ein gutes: {name}.
Da ist es: {name}. Schön gemacht.
Ein kleiner Pokal fürs Regal. Er ist verdient.
Im Regal steht etwas Neues.
Das hat eine Weile gebraucht. Es sieht gut aus da oben.
Eine kleine Feier, ganz leise: etwas Neues ist verdient.
{name}, und {coins} Münzen dazu.
""",
    "level": """
Eine Stufe höher. Von hier ist die Aussicht etwas besser.
Du bist eine Stufe weiter: {name}.
Die nächste Stufe ist erreicht, Schritt für Schritt.
Ein Stockwerk höher. Meine Pfütze habe ich mitgebracht.
Eine neue Stufe aus vielen kleinen Schritten.
{name}. Das waren viele kleine Schritte.
Hinauf: eine neue Stufe und {total} Münzen im Glas.
Eine Stufe mehr. Das brauchte Geduld, und du hattest sie.
""",
}
