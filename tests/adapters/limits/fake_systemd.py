"""A stand-in for the user's systemd on a private bus, as a program: `fake_systemd.py BUS REPORT [refuse|silent]`.

Owns org.freedesktop.systemd1 and writes each call of the manager as a JSON line to the file REPORT.
`refuse`: scopes are answered with an error. `silent`: nothing is answered.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_call, new_method_return
from jeepney.io.blocking import open_dbus_connection

BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


def main() -> None:
    address, report = sys.argv[1], Path(sys.argv[2])
    mood = sys.argv[3] if len(sys.argv) > 3 else ""
    connection = open_dbus_connection(address)
    connection.send_and_get_reply(new_method_call(BUS, "RequestName", "su", ("org.freedesktop.systemd1", 4)))
    print("ready", flush=True)
    while True:
        call = connection.receive()
        if call.header.message_type is not MessageType.method_call:
            continue
        method = call.header.fields[HeaderFields.member]
        with report.open("a") as file:
            file.write(json.dumps([method, call.body]) + "\n")
        if mood == "silent":
            continue
        if method == "Get":
            connection.send(new_method_return(call, "v", (("s", "/user.slice/user@0.service"),)))
        elif mood == "refuse":
            name = "org.freedesktop.DBus.Error.AccessDenied"
            connection.send(new_error(call, name, "s", ("no scopes today",)))
        elif method == "StartTransientUnit":
            connection.send(new_method_return(call, "o", ("/org/freedesktop/systemd1/job/1",)))
        else:
            connection.send(new_method_return(call))


if __name__ == "__main__":
    main()
