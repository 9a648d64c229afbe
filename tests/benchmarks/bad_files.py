"""The corpus of bad files: what a module file may hold that must be refused soon, without anybody standing still."""

from __future__ import annotations

SCHEMA = "[settings]\n[settings_schema.properties]\n"


def bad_files(good: str, dependant: str) -> dict[str, str]:
    """By name. good: the text that is right, which ends above any table. dependant: a module that needs this one."""
    numbers = ",".join(map(str, range(15_000)))
    return {
        "empty": "",
        "torn": 'command = ["sle',
        "lists nested 50,000 times": "a = " + "[" * 50_000,
        "tables nested 20,000 times": "a = " + "{a=" * 20_000,
        "a key of 40 KB": "a" * 40_000 + " = 1\n",
        "a key of 20,000 parts": ".".join("a" * 20_000) + " = 1\n",
        "1,000 keys of 60 parts": "".join(
            ".".join(f"a{part}" for part in range(60)) + f".x{number} = 1\n" for number in range(1_000)
        ),
        "14,000 unknown keys": "".join(f"key{number} = {number}\n" for number in range(14_000)),
        "25,000 tables": "".join(f"[t{number}]\n" for number in range(25_000)),
        "a number of 200,000 digits": "a = " + "9" * 200_000,
        "not a number": f"{good}[settings]\na = nan\n",
        "wrong types": f"{good}enabled = 7\nenv = 8\ndepends_on = 3\n",
        "a key twice": f"{good}command = ['a']\n",
        "a cycle": f"{good}depends_on = ['{dependant}']\n",
        "20,000 dependencies": f"{good}depends_on = [" + ",".join(f"'n{n}'" for n in range(20_000)) + "]\n",
        "250 KB of settings": f"{good}[settings]\n"
        + "".join(f"key{number} = [{number}, {{a={number}}}]\n" for number in range(9_000))
        + "x = nan\n",
        "a list of 120,000": f"{good}[settings]\na = [" + "1," * 120_000 + "]\nx = nan\n",
        "a text of 240 KB": f'{good}[settings]\na = "{"x" * 240_000}"\nx = nan\n',
        "a variable of 15,000": f"{good}[env]\n" + "".join(f"K{n} = {n}\n" for n in range(15_000)),
        "a schema of 3,500 patterns": good
        + SCHEMA
        + "".join(f"k{n} = {{pattern='^a{n}[a-z]{{1,1000}}$'}}\n" for n in range(3_500)),
        "15,000 entries, 15,000 options": f"{good}[settings]\na = [{numbers}]\n"
        f"[settings_schema.properties.a.items]\nenum = [{numbers}]\n",
    }
