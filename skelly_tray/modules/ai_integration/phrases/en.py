"""The sentences in English."""

from __future__ import annotations

PHRASES = {
    "refocus": """
What was the next small step? Two minutes of it would be plenty.
One line, one click, one sentence. Any of them counts as a start.
The thread is still there. Shall we pick up one end of it?
How about the easiest piece of it first, just to get moving?
Maybe close one tab that is not needed and see what is left.
A timer for five minutes could be a soft way in.
Would it help to say out loud what comes next?
Nothing is lost. The next step can be a very small one.
Perhaps write down the one thing that would be nice to have done in ten minutes.
There is no need to finish it now. Opening the file is enough.
Here I am, wobbling beside you. Which bit looks the least sticky?
The other thing can wait on a note, so that it is not forgotten.
Two browser tabs, or one sentence of the real thing? Your pick.
A sip of water, a look at the plan, and one tiny step.
If it feels too big, half of it is a fine size.
Which part of it would be fun to do first?
[distracted] Minds wander, that is what they do. The task is still where it was.
[distracted] {minutes} minutes on other things. A two minute step would bridge the way back.
[distracted] Something pulled. A note of it, and the way back is short.
[transitioning] Between two things right now. Choosing either of them is a fine move.
[transitioning] Switching takes a moment. Which of the two should it be?
[morning] The morning is young. One small piece first, the rest will follow.
[morning] A fresh page. What would make this morning a good one?
[afternoon] Afternoons are slow for many. A short, easy step fits well now.
[afternoon] The middle of the day drifts a little. Five minutes on one thing?
[evening] Late in the day, small is beautiful. One step, and it can rest.
[evening] One last small piece, or a note for tomorrow? Both are good.
[night] It is late. A note for tomorrow may be the best step of all.
[night] The night is long enough. Where to begin tomorrow fits on one line.
""",
    "break": """
A short break would go well here. The work will wait for you.
Eyes up, shoulders down. Two minutes at the window?
A glass of water and a few steps, and then on with it.
I am going soft around the edges. Shall we both stretch a little?
A good moment to stand up once.
The next part may be easier after five minutes away from it.
Look at something far away for a little while. Your eyes will like it.
Perhaps a tea? I will keep your place.
A note of where you are, and then a short walk to the kitchen.
Even jelly has to set now and then. Five minutes?
When did you last drink something? Now would be a fine time.
Breaks are part of the work. This one is ready when you are.
[hyperfocus] {minutes} minutes in one go. That is a lot for one back and two eyes.
[hyperfocus] Deep in it for {minutes} minutes. A sip of water fits between two lines.
[hyperfocus] You are far down in it. A note of the next step makes it safe to come up.
[hyperfocus] A lot has been going on in there. Your shoulders may like a stretch.
[flow] It is going well. A short pause now keeps it that way.
[flow] {minutes} good minutes. A little break, and the next ones can be as good.
[distracted] It looks like a full head. Some fresh air may clear it.
[morning] A small break now makes the noon come easier.
[afternoon] The afternoon dip is real. A few steps help more than coffee.
[evening] A long day. Ten minutes for yourself would be well placed.
[night] It is late, and tomorrow has time as well. Perhaps this is the place to stop.
[night] The night has come. One note for tomorrow, and then some rest?
""",
    "celebrate": """
That went well. Worth a moment to notice it.
Look at that, done. I did a small wobble of joy.
A good stretch of work lies behind you.
Something got finished here. That deserves a nice cup of something.
Well done, quietly and step by step.
That one is off the list. It has a good sound, does it not?
This was a real piece of work, and it is there now.
I saw that. It was good.
One more thing in the world that was not there this morning.
That took care, and it shows.
[flow] {minutes} minutes of flow. That is a fine thing to have had.
[flow] It runs. I keep still and enjoy the view.
[flow] You and the work are getting on well today.
[hyperfocus] {minutes} deep minutes. A lot got done in there.
[morning] So much before noon. The rest of the day may be gentle.
[afternoon] A good afternoon, by the look of it.
[evening] A day with something in it. It can come to rest now.
[night] Done, and it is late. A good time to let it be.
""",
    "welcome_back": """
Welcome back. Your place is still warm.
There you are. What was the next small thing?
Good to see you. Everything is where you left it.
Hello again. We can begin with something easy.
Back again. A look at the last line, and you are in.
I kept the seat. Shall we start with the smallest piece?
Nice that you are here. Five easy minutes to get going?
Hello. Where would you like to pick it up?
You are back, and the work did not run away.
A fresh start. One small thing first?
[away] {minutes} minutes away. I hope they were good ones.
{minutes} minutes of rest. The first step back may be a tiny one.
[morning] Good morning. What would be a kind first task?
[morning] A new morning. One easy thing to begin with?
[afternoon] Good afternoon. The second half can start small.
[evening] Good evening. Something short and pleasant, perhaps?
[night] Hello, night owl. Something small, and then to bed?
""",
    "encourage": """
Slow is fine. It is still forward.
It does not have to be good yet, it only has to be there.
Half a step is a step.
You have started harder things than this one.
A rough version first. It can become better later.
One piece at a time. This one is enough for now.
If it is sticky, a smaller piece often comes loose.
You are here, and that is the first half of it.
Some days are made of jelly. Small pieces get through all the same.
What would you tell a friend who is stuck here?
It is all right for this to take a while.
Perhaps there is a piece that could simply be left out.
The next ten minutes are the only ones that matter now.
Done a little is much more than planned a lot.
[distracted] A busy head is allowed. One small thing can still fit in.
[transitioning] Starting is the hardest part, and it is nearly over.
[flow] This goes well. I will not say more.
[neutral] A calm moment. A good one to begin something small.
[morning] The day is still long and kind. One thing at a time.
[afternoon] There is still a good piece of the day left.
[evening] Whatever got done today counts. A small one more, or rest?
[night] Tired heads are slow, and that is as it should be. Tomorrow counts too.
""",
    "coins": """
{coins} coins for you. They sound nice in the jar.
Clink: {coins} coins for a good piece of work.
{coins} more coins, {total} in the jar by now.
A little something for the jar: {coins} coins.
That was worth {coins} coins.
The jar got a bit heavier. {total} coins by now.
{coins} shiny ones, well earned.
A little more in the jar. Small things add up.
Clink. That was the sound of a good piece of work.
I polished {coins} coins for you.
""",
    "bonus": """
A bonus: {coins} coins on top.
{coins} coins extra, just because it went so well.
Something extra for the jar today.
A little surprise in the jar: {coins} coins.
That was a good one, so there is a bonus.
An extra for staying with it: {coins} coins.
{coins} more on top, {total} in all.
Found {coins} coins behind my ribs. They are yours.
""",
    "streak": """
Another one in a row. A nice rhythm.
The row grows: {name}.
Day after day, a little. That is how it gets big.
A streak, quietly growing.
One more link in the chain. If one is missing some day, the others stay.
You come back to it time after time, and it shows.
A good rhythm you have there.
{name}, and {coins} coins with it.
""",
    "achievement": """
Something new on the shelf: {name}.
{name}. That one is yours now.
You earned {name}. I put it where everybody can see it.
A new badge, and a good one: {name}.
There it is: {name}. Nicely done.
A little trophy for the shelf. It was well earned.
The shelf has something new on it.
This one took a while to earn. It looks good up there.
A small ceremony, very quiet: something new was earned.
{name}, with {coins} coins to go with it.
""",
    "level": """
A level up. The view is a bit better from here.
You have come up a level: {name}.
Next level reached, step by step.
One floor higher. I brought my puddle along.
A new level, made of many small steps.
{name}. That was a lot of small steps.
Up we go: a new level, and {total} coins in the jar.
A level more. It took patience, and you had it.
""",
}
