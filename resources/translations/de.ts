<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Skelly Tray</name>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>Something in the window of Skelly Tray went wrong</source>
        <translation>Im Fenster von Skelly Tray ist etwas schiefgegangen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>Your modules are not touched by it. It is noted in the log, at {place}.</source>
        <translation>Die Module sind davon nicht betroffen. Es steht im Protokoll, bei {place}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>There is no tray on this desktop</source>
        <translation>Dieser Desktop hat keinen Infobereich</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>This window stands in for it.</source>
        <translation>Dieses Fenster vertritt ihn.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>Skelly Tray keeps running</source>
        <translation>Skelly Tray läuft weiter</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>Your modules are looked after from the tray. Quit is in its menu.</source>
        <translation>Die Module werden weiter betreut. Beenden lässt sich alles im Menü des Symbols.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/capture.py"/>
        <source>Capture was not paused</source>
        <translation>Die Erfassung wurde nicht angehalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/capture.py"/>
        <source>Capture was not resumed</source>
        <translation>Die Erfassung wurde nicht fortgesetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/capture.py"/>
        <source>It goes on as before: {why}</source>
        <translation>Es geht weiter wie bisher: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/capture_menu.py"/>
        <source>15 min</source>
        <translation>15 min</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/capture_menu.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/capture_menu.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Until tomorrow</source>
        <translation>Bis morgen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/capture_menu.py"/>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/desktop_notices.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/desktop_notices.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>About Skelly Tray</source>
        <translation>Über Skelly Tray</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>A&amp;bout</source>
        <translation>Ü&amp;ber</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Looking at this machine…</source>
        <translation>Dieser Rechner wird untersucht…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>&amp;Diagnostics</source>
        <translation>&amp;Diagnose</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>L&amp;icences</source>
        <translation>&amp;Lizenzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>&amp;Copy diagnostics</source>
        <translation>Diagnose &amp;kopieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Open &amp;log folder</source>
        <translation>Protokoll&amp;ordner öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <location filename="skelly_tray/ui/dialogs/guide.py"/>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <location filename="skelly_tray/ui/dialogs/logs.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Skelly Tray {version}</source>
        <translation>Skelly Tray {version}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>It could not be looked up: {error}</source>
        <translation>Es ließ sich nicht nachsehen: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>As text, without what is private</source>
        <translation>Als Text, ohne Persönliches</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Show it in the file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/dialogs/guide.py"/>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <location filename="skelly_tray/ui/dialogs/logs.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Keeps programs running that belong together, and tells you why when one does not.</source>
        <translation>Hält Programme am Laufen, die zusammengehören, und sagt, warum eines nicht läuft.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Orchestrator: pid {pid}. Keeper of the processes: pid {keeper}.</source>
        <translation>Orchestrator: PID {pid}. Keeper der Prozesse: PID {keeper}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/present/events.py"/>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Logs</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Skelly Tray is built on these, with thanks:</source>
        <translation>Skelly Tray baut auf diesen auf, mit Dank:</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Licence: {name}</source>
        <translation>Lizenz: {name}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Stop {module}?</source>
        <translation>{module} stoppen?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Restart {module}?</source>
        <translation>{module} neu starten?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>How far it is</source>
        <translation>Wie weit es ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>&amp;Restart</source>
        <translation>&amp;Neu starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>&amp;Stop</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>&amp;Leave stopped</source>
        <translation>&amp;Gestoppt lassen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>St&amp;art again</source>
        <translation>&amp;Wieder starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Looking up what else this touches…</source>
        <translation>Es wird nachgesehen, was sonst noch betroffen ist…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Restart everything?</source>
        <translation>Alles neu starten?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Stop everything?</source>
        <translation>Alles stoppen?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>It goes on when this window is closed.</source>
        <translation>Es geht weiter, auch wenn dieses Fenster geschlossen wird.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Do it</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Take the order back as far as that is possible</source>
        <translation>Den Auftrag zurücknehmen, soweit das noch geht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>It touches: {names}.</source>
        <translation>Betroffen: {names}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Other modules depend on it:</source>
        <translation>Andere Module hängen davon ab:</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>No other module is touched.</source>
        <translation>Kein anderes Modul ist betroffen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>What else this touches could not be found out: {error}</source>
        <translation>Was sonst noch betroffen ist, ließ sich nicht ermitteln: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Add a module</source>
        <translation>Modul hinzufügen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>C&amp;hoose…</source>
        <translation>A&amp;uswählen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>its own state folder</source>
        <translation>eigener Zustandsordner</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>&amp;Start it now, and with the system</source>
        <translation>&amp;Jetzt starten, und künftig mit dem System</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>The file that is written</source>
        <translation>Die Datei, die geschrieben wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>&amp;Take it out again</source>
        <translation>Wieder &amp;entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>&amp;More settings…</source>
        <translation>&amp;Weitere Einstellungen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>There is a module of that id already</source>
        <translation>Ein Modul mit dieser ID gibt es schon</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Folder it runs in</source>
        <translation>Ordner, in dem es läuft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Choose the folder it runs in</source>
        <translation>Den Ordner wählen, in dem es läuft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Id: the name of its file, and what commands call it</source>
        <translation>ID: so heißen seine Datei und das Modul in Befehlen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Stop it and remove its file</source>
        <translation>Es stoppen und seine Datei entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Edit its file as a form</source>
        <translation>Seine Datei als Formular bearbeiten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Add nothing</source>
        <translation>Nichts hinzufügen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Write its file</source>
        <translation>Seine Datei schreiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>The module has not been added.</source>
        <translation>Das Modul wurde nicht hinzugefügt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>&amp;Take it out all the same</source>
        <translation>&amp;Trotzdem entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>It was taken out again.</source>
        <translation>Es wurde wieder entfernt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/dialogs/unsaved.py"/>
        <source>Skelly Tray</source>
        <translation>Skelly Tray</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Configure {module}</source>
        <translation>{module} konfigurieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Show theirs</source>
        <translation>Die andere zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Why…</source>
        <translation>Warum…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Review and save…</source>
        <translation>Prüfen und speichern…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>▲ The file was changed outside meanwhile.</source>
        <translation>▲ Die Datei wurde inzwischen anderswo geändert.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Undo brings yours back</source>
        <translation>Rückgängig holt die eigene zurück</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Saving replaces what was written there</source>
        <translation>Speichern ersetzt, was dort geschrieben wurde</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>Go on editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>The story behind it</source>
        <translation>Was dahintersteckt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>See the difference first</source>
        <translation>Erst den Unterschied ansehen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Store it and put it into effect</source>
        <translation>Speichern und in Kraft setzen</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>… and {n} more</source>
        <comment>… and {n} more</comment>
        <translation>
            <numerusform>… und {n} weiterer</numerusform>
            <numerusform>… und {n} weitere</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>The changes have not been saved.</source>
        <translation>Die Änderungen sind nicht gespeichert.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>&amp;Go back</source>
        <translation>Z&amp;urückkehren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>Text of the configuration file</source>
        <translation>Text der Konfigurationsdatei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>&amp;Form</source>
        <translation>&amp;Formular</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>The file holds characters that this editor would change; edit it with another one.</source>
        <translation>Die Datei enthält Zeichen, die dieser Editor verändern würde; bitte mit einem anderen bearbeiten.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>{key} cannot be changed here; change it in the text</source>
        <translation>{key} lässt sich hier nicht ändern, nur im Text</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{label}: name of the secret</source>
        <translation>{label}: Name des Geheimnisses</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Store the secret…</source>
        <translation>Geheimnis speichern…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>name of the secret, such as {name}</source>
        <translation>Name des Geheimnisses, etwa {name}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Show the text</source>
        <translation>Text zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{label}: show the text</source>
        <translation>{label}: Text zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{label}: name</source>
        <translation>{label}: Name</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{name}: name of the secret</source>
        <translation>{name}: Name des Geheimnisses</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{name}: value</source>
        <translation>{name}: Wert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Give it a value, which no file keeps</source>
        <translation>Ihm einen Wert geben, der in keiner Datei steht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>needed</source>
        <translation>nötig</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <location filename="skelly_tray/ui/settings/general.py"/>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <location filename="skelly_tray/ui/settings/general.py"/>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{value} (the default)</source>
        <translation>{value} (Vorgabe)</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Edit it as TOML</source>
        <translation>Als TOML bearbeiten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Set in the text</source>
        <translation>Im Text gesetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Add a line</source>
        <translation>Zeile hinzufügen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>One more name and value</source>
        <translation>Noch ein Name mit Wert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Store…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_form.py"/>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_form.py"/>
        <source>{group}: something is wrong here</source>
        <translation>{group}: hier stimmt etwas nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>REV</source>
        <translation>REV</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>WHEN</source>
        <translation>WANN</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>WHO</source>
        <translation>WER</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>WHAT</source>
        <translation>WAS</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>THEN</source>
        <translation>DANACH</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>Revisions of the configuration</source>
        <translation>Revisionen der Konfiguration</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>Go &amp;back to this…</source>
        <translation>&amp;Hierhin zurück…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Looking…</source>
        <translation>Es wird nachgesehen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>The history could not be read: {error}</source>
        <translation>Der Verlauf ließ sich nicht lesen: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>All files as they were after it</source>
        <translation>Alle Dateien, wie sie danach waren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>Nothing has been changed yet.</source>
        <translation>Noch wurde nichts geändert.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>Revision {n} changed {files}.</source>
        <translation>Revision {n} hat {files} geändert.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>Difference to what runs</source>
        <translation>Unterschied zu dem, was läuft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>Nothing was to be changed: this is what runs already.</source>
        <translation>Es gab nichts zu ändern: genau das läuft schon.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>The difference to what runs now:</source>
        <translation>Der Unterschied zu dem, was jetzt läuft:</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>The whole configuration becomes what it was after revision {n}. The difference to what runs now:</source>
        <translation>Die ganze Konfiguration wird wieder, was sie nach Revision {n} war. Der Unterschied zu dem, was jetzt läuft:</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>Nothing differs from what runs.</source>
        <translation>Es gibt keinen Unterschied zu dem, was läuft.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/field_row.py"/>
        <source>Use the default</source>
        <translation>Vorgabe verwenden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/field_row.py"/>
        <source>Take it out of the file</source>
        <translation>Aus der Datei entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/field_row.py"/>
        <source>Take out</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/field_row.py"/>
        <source>{label}: use the default</source>
        <translation>{label}: Vorgabe verwenden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/field_row.py"/>
        <source>{label}: take out</source>
        <translation>{label}: entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/field_row.py"/>
        <source>A runtime override says {value} instead.</source>
        <translation>Ein Laufzeitwert sagt stattdessen {value}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>Close this window (Esc)</source>
        <translation>Dieses Fenster schließen (Esc)</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>Export all that is kept</source>
        <translation>Alles Aufbewahrte exportieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>Every event that was captured, every state, reward and message goes into one file, which nobody but you can read.</source>
        <translation>Jedes erfasste Ereignis, jeder Zustand, jede Belohnung und jede Nachricht kommt in eine Datei, die nur das eigene Konto lesen kann.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>&amp;Choose a file…</source>
        <translation>Datei &amp;wählen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Not saved: {why}</source>
        <translation>Nicht gespeichert: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Saved as {file}</source>
        <translation>Gespeichert als {file}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>Delete all that is kept?</source>
        <translation>Alles Aufbewahrte löschen?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>Events, states, what was learned, coins, streaks and messages are removed for good. Capturing goes on as it is set.</source>
        <translation>Ereignisse, Zustände, Gelerntes, Münzen, Serien und Nachrichten werden endgültig entfernt. Die Erfassung geht weiter, wie sie eingestellt ist.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>&amp;Delete everything</source>
        <translation>Alles &amp;löschen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>Everything is removed</source>
        <translation>Alles ist entfernt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>Not everything could be removed</source>
        <translation>Nicht alles ließ sich entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>it does not run, so it could not be asked; what it keeps is as it was</source>
        <translation>es läuft nicht, konnte also nicht gefragt werden; was es aufbewahrt, ist unverändert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/focus_data.py"/>
        <source>it gives the same part again and again, so the rest is missing</source>
        <translation>es gibt immer wieder denselben Teil, also fehlt der Rest</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/guide.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/guide.py"/>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/guide.py"/>
        <source>Chapter</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/guide.py"/>
        <source>The guide is missing from this installation.</source>
        <translation>Die Anleitung fehlt in dieser Installation.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>There is no tray to hide in</source>
        <translation>Es gibt keinen Infobereich zum Verbergen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>Minimise</source>
        <translation>Minimieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>Without this window nothing would show that your modules are being looked after.</source>
        <translation>Ohne dieses Fenster wäre nirgends zu sehen, dass die Module betreut werden.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>Stop all modules in order, then end</source>
        <translation>Alle Module der Reihe nach stoppen, dann beenden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>Keep everything running</source>
        <translation>Alles weiterlaufen lassen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>Keep the window open</source>
        <translation>Das Fenster offen lassen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>Import modules</source>
        <translation>Module importieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>File to import</source>
        <translation>Zu importierende Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>A Procfile, a supervisord configuration, a pm2 ecosystem file as JSON, a process-compose or a Docker Compose file. It is only read, and nothing in it is run.</source>
        <translation>Ein Procfile, eine Konfiguration von supervisord, eine Ecosystem-Datei von pm2 als JSON, eine Datei von process-compose oder Docker Compose. Sie wird nur gelesen, und nichts in ihr wird ausgeführt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>What is not carried over, or is another here</source>
        <translation>Was nicht übernommen wird oder hier anders ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>&amp;Start them now, and with the system</source>
        <translation>&amp;Jetzt starten, und künftig mit dem System</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>Where a module of that id is there already</source>
        <translation>Wo es ein Modul mit dieser Kennung schon gibt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>&amp;Take them out again</source>
        <translation>Wieder &amp;entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>What came of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>Choose the file of another supervisor</source>
        <translation>Die Datei eines anderen Supervisors wählen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>leave it as it is</source>
        <translation>bleibt es, wie es ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>replace it</source>
        <translation>wird es ersetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>give the new one another id</source>
        <translation>bekommt das neue eine andere Kennung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>Stop them and remove their files</source>
        <translation>Stoppen und die Dateien entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>Import nothing</source>
        <translation>Nichts importieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>Write their files, all or none</source>
        <translation>Die Dateien schreiben, alle oder keine</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>&amp;Import {n} modules</source>
        <comment>&amp;Import 1 module</comment>
        <translation>
            <numerusform>1 Modul &amp;importieren</numerusform>
            <numerusform>{n} Module &amp;importieren</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>&amp;Take them out all the same</source>
        <translation>Trotzdem &amp;entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_file.py"/>
        <source>They were taken out again.</source>
        <translation>Sie wurden wieder entfernt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_list.py"/>
        <source>Modules in the file</source>
        <translation>Module in der Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_list.py"/>
        <source>MODULE</source>
        <translation>MODUL</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_list.py"/>
        <source>COMMAND</source>
        <translation>BEFEHL</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_list.py"/>
        <source>NEEDS</source>
        <translation>BRAUCHT</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/import_list.py"/>
        <source>CHECKS</source>
        <translation>PRÜFUNGEN</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/logs.py"/>
        <source>Logs of {module}</source>
        <translation>Protokoll von {module}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>What it has written</source>
        <translation>Was es geschrieben hat</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>It has written nothing yet.</source>
        <translation>Es hat noch nichts geschrieben.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>When it opens a port, it can be checked by that.</source>
        <translation>Sobald es einen Port öffnet, lässt es sich daran prüfen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>From now on it counts as ready only then.</source>
        <translation>Von nun an gilt es erst dann als bereit.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>The check was not added: {error}</source>
        <translation>Die Prüfung wurde nicht hinzugefügt: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>It has opened a port. Count it as ready only when:</source>
        <translation>Es hat einen Port geöffnet. Bereit soll es erst sein, wenn:</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>Port {port}</source>
        <translation>Port {port}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>accepts connections</source>
        <translation>Verbindungen annimmt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>Port {port} accepts connections</source>
        <translation>Port {port} nimmt Verbindungen an</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>answers HTTP</source>
        <translation>HTTP beantwortet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>Port {port} answers HTTP</source>
        <translation>Port {port} beantwortet HTTP</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>Added to its file</source>
        <translation>Wird in seine Datei eingetragen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>Quit without saving?</source>
        <translation>Ohne Speichern beenden?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>&amp;Quit all the same</source>
        <translation>&amp;Trotzdem beenden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>What was typed here has not been saved:</source>
        <translation>Eingegeben, aber nicht gespeichert:</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>Quit nothing</source>
        <translation>Nichts beenden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_entry.py"/>
        <source>typed or pasted; it is not shown</source>
        <translation>getippt oder eingefügt; es wird nicht gezeigt</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/dialogs/secret_entry.py"/>
        <source>{n} lines were pasted</source>
        <comment>{n} line was pasted</comment>
        <translation>
            <numerusform>{n} Zeile wurde eingefügt</numerusform>
            <numerusform>{n} Zeilen wurden eingefügt</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_entry.py"/>
        <source>Show &amp;what is typed</source>
        <translation>Ein&amp;gabe zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_entry.py"/>
        <source>the same once more</source>
        <translation>noch einmal dasselbe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>No secrets yet. A module asks for one by {example} in its file.</source>
        <translation>Noch keine Geheimnisse. Ein Modul verlangt eines mit {example} in seiner Datei.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>USED BY</source>
        <translation>GENUTZT VON</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>KEPT IN</source>
        <translation>LIEGT IN</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>CHANGED</source>
        <translation>GEÄNDERT</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Name of the secret</source>
        <translation>Name des Geheimnisses</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Value of the secret</source>
        <translation>Wert des Geheimnisses</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Only until Skelly Tray ends</source>
        <translation>Nur &amp;bis Skelly Tray endet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>It is kept in memory alone, and has to be set again after a restart of Skelly Tray.</source>
        <translation>Es bleibt nur im Arbeitsspeicher und muss nach einem Neustart von Skelly Tray neu gesetzt werden.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Passphrase once more</source>
        <translation>Passphrase noch einmal</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;New…</source>
        <translation>&amp;Neu…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Replace…</source>
        <translation>E&amp;rsetzen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Unlock…</source>
        <translation>Ents&amp;perren…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Lock</source>
        <translation>&amp;Sperren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Store</source>
        <translation>Spei&amp;chern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Unlock</source>
        <translation>&amp;Entsperren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Store another secret</source>
        <translation>Ein weiteres Geheimnis speichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Give the chosen one another value</source>
        <translation>Dem gewählten einen anderen Wert geben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Delete the chosen one</source>
        <translation>Das gewählte löschen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Unlock what keeps secrets</source>
        <translation>Den Ort der Geheimnisse entsperren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Forget the key of the file behind your passphrase</source>
        <translation>Den Schlüssel der Datei mit Passphrase vergessen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Set…</source>
        <translation>Se&amp;tzen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Set &amp;up a file…</source>
        <translation>&amp;Datei anlegen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The system asks for the password of your keyring in a window of its own.</source>
        <translation>Das System fragt in einem eigenen Fenster nach dem Passwort des Schlüsselbunds.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Choose a passphrase. It is kept nowhere: without it the secrets in the file are lost.</source>
        <translation>Bitte eine Passphrase wählen. Sie wird nirgends aufbewahrt: ohne sie sind die Geheimnisse in der Datei verloren.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The passphrase of the file that keeps your secrets:</source>
        <translation>Die Passphrase der Datei mit den Geheimnissen:</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The file is locked.</source>
        <translation>Die Datei ist gesperrt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The keyring is unlocked.</source>
        <translation>Der Schlüsselbund ist entsperrt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The two are not the same.</source>
        <translation>Die beiden stimmen nicht überein.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>{name} is deleted.</source>
        <translation>{name} ist gelöscht.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The file is unlocked.</source>
        <translation>Die Datei ist entsperrt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Bring back a state of {module}</source>
        <translation>Einen Zustand von {module} zurückholen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Looking into the trash…</source>
        <translation>Der Papierkorb wird durchgesehen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>State of</source>
        <translation>Zustand von</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>States of {module} in the trash</source>
        <translation>Zustände von {module} im Papierkorb</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>The trash could not be looked into: {error}</source>
        <translation>Der Papierkorb ließ sich nicht durchsehen: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Bringing it back…</source>
        <translation>Wird zurückgeholt…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Whether it was brought back is not known: {error}</source>
        <translation>Ob er zurückgeholt wurde, ist nicht bekannt: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Make the chosen state the present one</source>
        <translation>Den gewählten Zustand zum gegenwärtigen machen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>A reset moved these to the trash, newest first:</source>
        <translation>Ein Zurücksetzen hat diese in den Papierkorb gelegt, neueste zuerst:</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Nothing of {module} lies in the trash.</source>
        <translation>Von {module} liegt nichts im Papierkorb.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>It was not brought back: {why}.</source>
        <translation>Er wurde nicht zurückgeholt: {why}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>no reason was given</source>
        <translation>ein Grund wurde nicht genannt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>Welcome to Skelly Tray</source>
        <translation>Willkommen bei Skelly Tray</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>Start when I &amp;log in</source>
        <translation>&amp;Mit der Anmeldung starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>&amp;Tell me on the desktop when a module fails</source>
        <translation>Ausfälle auf dem &amp;Desktop mitteilen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>S&amp;kip</source>
        <translation>Überspri&amp;ngen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>Begin with</source>
        <translation>Anfangen mit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>All of this can be changed later.</source>
        <translation>All das lässt sich später ändern.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>Begin with nothing; modules can be added at any time</source>
        <translation>Mit nichts anfangen; Module lassen sich jederzeit hinzufügen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>Set this up, and open the window</source>
        <translation>Das einrichten und das Fenster öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/welcome.py"/>
        <source>Setting up…</source>
        <translation>Wird eingerichtet…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>What if {module} fails?</source>
        <translation>Was, wenn {module} ausfällt?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>What would happen</source>
        <translation>Was geschehen würde</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>Work it out again</source>
        <translation>Neu durchrechnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Working out what would follow…</source>
        <translation>Es wird durchgerechnet, was folgen würde…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>The core has not answered yet. It may be busy; this window goes on waiting.</source>
        <translation>Der Kern hat noch nicht geantwortet. Er ist vielleicht beschäftigt; dieses Fenster wartet weiter.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>It could not be worked out: {error}</source>
        <translation>Es ließ sich nicht durchrechnen: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>As things are by now</source>
        <translation>Nach dem Stand von jetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>All of this as text</source>
        <translation>All das als Text</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>Nothing is touched</source>
        <translation>Nichts ist betroffen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <source>Why: {module}</source>
        <translation>Warum: {module}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Logs…</source>
        <translation>Protokoll…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Configure…</source>
        <translation>Konfigurieren…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <source>Restart this module</source>
        <translation>Dieses Modul neu starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>What it wrote</source>
        <translation>Was es geschrieben hat</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Edit its file</source>
        <translation>Seine Datei bearbeiten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <source>Open Skelly Tray</source>
        <translation>Skelly Tray öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Start all</source>
        <translation>Alle starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Restart all</source>
        <translation>Alle neu starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Stop all</source>
        <translation>Alle stoppen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>Snooze notifications</source>
        <translation>Mitteilungen aussetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Notifications are put off until {time}</source>
        <translation>Mitteilungen ausgesetzt bis {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <location filename="skelly_tray/ui/settings/general.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>What if it fails…</source>
        <translation>Was, wenn es ausfällt…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Bring its state back…</source>
        <translation>Seinen Zustand zurückholen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>30 min</source>
        <translation>30 min</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>End snooze</source>
        <translation>Nicht mehr aussetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>Diagnostics…</source>
        <translation>Diagnose…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>About Skelly Tray…</source>
        <translation>Über Skelly Tray…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Only this module</source>
        <translation>Nur dieses Modul</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>{who}, KILL in {left}</source>
        <translation>{who}, KILL in {left}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>The whole system</source>
        <translation>Das ganze System</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Also the {n} modules that depend on it</source>
        <comment>Also {n} module that depends on it</comment>
        <translation>
            <numerusform>Auch {n} Modul, das davon abhängt</numerusform>
            <numerusform>Auch die {n} Module, die davon abhängen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>is running again (pid {pid})</source>
        <translation>läuft wieder (PID {pid})</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>stopping: waiting for pid {pid}</source>
        <translation>wird gestoppt: wartet auf PID {pid}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>stopping</source>
        <translation>wird gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>{who}, is being killed</source>
        <translation>{who}, wird abgebrochen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Everything is stopped in order and started again</source>
        <translation>Alles wird der Reihe nach gestoppt und wieder gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Everything is stopped in order</source>
        <translation>Alles wird der Reihe nach gestoppt</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>This module, after the {n} that depend on it</source>
        <comment>This module, after the {n} that depends on it</comment>
        <translation>
            <numerusform>Dieses Modul, nach dem {n}, das davon abhängt</numerusform>
            <numerusform>Dieses Modul, nach den {n}, die davon abhängen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>It keeps its state; others are touched only if their files say so</source>
        <translation>Es behält seinen Zustand; andere sind nur betroffen, wenn ihre Dateien es sagen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>keeps running</source>
        <translation>läuft weiter</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>is running, but not ready: {why}</source>
        <translation>läuft, ist aber nicht bereit: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>has done its work</source>
        <translation>hat seine Arbeit getan</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>will be restarted</source>
        <translation>wird neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Restarting: waiting for {name}</source>
        <translation>Neustart: wartet auf {name}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Stopping: waiting for {name}</source>
        <translation>Stoppen: wartet auf {name}</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source> and {n} more</source>
        <comment> and {n} more</comment>
        <translation>
            <numerusform> und {n} weiteres</numerusform>
            <numerusform> und {n} weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>{n} modules did not come back</source>
        <comment>{n} module did not come back</comment>
        <translation>
            <numerusform>{n} Modul kam nicht wieder</numerusform>
            <numerusform>{n} Module kamen nicht wieder</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Everything is up again</source>
        <translation>Alles läuft wieder</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Everything named is stopped</source>
        <translation>Alles Genannte ist gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>It stays down until you start it</source>
        <translation>Es bleibt gestoppt, bis es von Hand gestartet wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>With an empty state</source>
        <translation>Mit leerem Zustand</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Its state folder goes to the trash, from where it can be brought back</source>
        <translation>Sein Zustandsordner kommt in den Papierkorb und lässt sich von dort zurückholen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>is not there any more</source>
        <translation>gibt es nicht mehr</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/audit.py"/>
        <source>Whole: {n} entries, unchanged since they were written.</source>
        <comment>Whole: {n} entry, unchanged since it was written.</comment>
        <translation>
            <numerusform>Unversehrt: {n} Eintrag, unverändert seit dem Schreiben.</numerusform>
            <numerusform>Unversehrt: {n} Einträge, unverändert seit dem Schreiben.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/audit.py"/>
        <source>Broken at {file}, line {line}: {why}</source>
        <translation>Gebrochen bei {file}, Zeile {line}: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/audit.py"/>
        <source>Whether it is whole cannot be known: {why}</source>
        <translation>Ob es unversehrt ist, lässt sich nicht feststellen: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>It starts when you log in.</source>
        <translation>Es startet mit der Anmeldung.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>It does not start when you log in.</source>
        <translation>Es startet nicht mit der Anmeldung.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <location filename="skelly_tray/ui/settings/general.py"/>
        <source>Start at login cannot be had here.</source>
        <translation>Ein Start mit der Anmeldung ist hier nicht möglich.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>There is an entry, but it was switched off in the settings of the desktop, or by hand.</source>
        <translation>Es gibt einen Eintrag, aber er wurde in den Einstellungen des Desktops oder von Hand abgeschaltet.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry is for other desktops than {names}.</source>
        <translation>Sein Eintrag gilt für andere Desktops als {names}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry is only for {names}.</source>
        <translation>Sein Eintrag gilt nur für {names}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry starts {program}, which is not there any more; switch it on to renew it.</source>
        <translation>Sein Eintrag startet {program}, das es nicht mehr gibt; Einschalten erneuert ihn.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry was made elsewhere or edited, and runs: {command}</source>
        <translation>Sein Eintrag wurde anderswo angelegt oder bearbeitet und führt aus: {command}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry cannot be used: {why}; switch it on to renew it.</source>
        <translation>Sein Eintrag ist nicht brauchbar: {why}; Einschalten erneuert ihn.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>This session names no desktop; a bare window manager may start nothing by itself.</source>
        <translation>Diese Sitzung nennt keinen Desktop; ein bloßer Fenstermanager startet vielleicht nichts von selbst.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>An entry takes only text, and this path has other bytes in it: {path}</source>
        <translation>Ein Eintrag nimmt nur Text auf, und dieser Pfad enthält andere Bytes: {path}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>The command is longer than the {n} characters that Windows takes.</source>
        <translation>Der Befehl ist länger als die {n} Zeichen, die Windows annimmt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>The folder of such entries cannot be trusted: {why}</source>
        <translation>Dem Ordner solcher Einträge ist nicht zu trauen: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>The system refused: {why}</source>
        <translation>Das System hat abgelehnt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/capture.py"/>
        <source>Capture is paused until you resume it</source>
        <translation>Die Erfassung ruht, bis sie von Hand fortgesetzt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/capture.py"/>
        <source>Capture is paused until {time}</source>
        <translation>Die Erfassung ruht bis {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/capture.py"/>
        <source>Pause capture</source>
        <translation>Erfassung anhalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/clock.py"/>
        <source>tomorrow, {time}</source>
        <translation>morgen, {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Start and stop</source>
        <translation>Starten und Stoppen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/events.py"/>
        <location filename="skelly_tray/ui/window/heat_strip.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/events.py"/>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/events.py"/>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Recovery</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Its own settings</source>
        <translation>Eigene Einstellungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Event bus</source>
        <translation>Ereignisbus</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Window and tray</source>
        <translation>Fenster und Symbol</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>Audit log</source>
        <translation>Audit-Protokoll</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>you, here</source>
        <translation>von Hand, hier</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>you, by command</source>
        <translation>von Hand, per Befehl</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>a saved file</source>
        <translation>eine gespeicherte Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>a program</source>
        <translation>ein Programm</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Taken back by itself: {why}. The former configuration is in effect again. Your text is still in the file, and is not tried again until it is changed.</source>
        <translation>Von selbst zurückgenommen: {why}. Die frühere Konfiguration gilt wieder. Der neue Text steht noch in der Datei und wird erst wieder versucht, wenn er geändert wird.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Saved as revision {n}; on trial, {left} left.</source>
        <translation>Gespeichert als Revision {n}; auf Probe, noch {left}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>kept</source>
        <translation>beibehalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>on trial</source>
        <translation>auf Probe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Restarted: {names}</source>
        <translation>Neu gestartet: {names}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Taken over without a restart: {names}</source>
        <translation>Ohne Neustart übernommen: {names}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Added: {names}</source>
        <translation>Hinzugefügt: {names}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>No module is touched</source>
        <translation>Kein Modul ist betroffen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>On trial for {time}: if a module suffers from it, it is taken back by itself</source>
        <translation>Für {time} auf Probe: leidet ein Modul darunter, wird sie von selbst zurückgenommen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Saved as revision {n}, and kept.</source>
        <translation>Gespeichert als Revision {n} und beibehalten.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Rejected: {why}</source>
        <translation>Abgelehnt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Saved as revision {n}.</source>
        <translation>Gespeichert als Revision {n}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>all files</source>
        <translation>alle Dateien</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>{module}: removed</source>
        <translation>{module}: entfernt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>not started</source>
        <translation>nicht gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <location filename="skelly_tray/ui/present/menu_lines.py"/>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>backoff</source>
        <translation>in der Wartezeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>failed</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>invalid</source>
        <translation>ungültig</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>not ready</source>
        <translation>nicht bereit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no usable file</source>
        <translation>keine brauchbare Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>healthy</source>
        <translation>gesund</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>degraded</source>
        <translation>eingeschränkt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>unhealthy</source>
        <translation>gestört</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not started yet</source>
        <translation>noch nicht gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>just started</source>
        <translation>eben gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>pre-warmed; {why}</source>
        <translation>vorgewärmt; {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits until its former process is gone</source>
        <translation>wartet, bis sein früherer Prozess fort ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits for its turn: {n} at once are recovered</source>
        <translation>wartet, bis es an der Reihe ist: {n} werden zugleich wiederhergestellt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits for its turn</source>
        <translation>wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits for the keeper of all processes</source>
        <translation>wartet auf den Keeper aller Prozesse</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits to be started</source>
        <translation>wartet auf seinen Start</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>waits for {modules}</source>
        <translation>wartet auf {modules}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>stopped by you</source>
        <translation>von Hand gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>stopped with the system</source>
        <translation>mit dem System gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its work is done</source>
        <translation>seine Arbeit ist getan</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>disabled in its file</source>
        <translation>in seiner Datei abgeschaltet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>starts on first demand</source>
        <translation>startet beim ersten Bedarf</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>stopped at its limit: {why}</source>
        <translation>an seinem Limit gestoppt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>stopped at its limit</source>
        <translation>an seinem Limit gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>in degraded mode: {why}</source>
        <translation>eingeschränkter Betrieb: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>held down by {module}</source>
        <translation>durch {module} aufgehalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not up</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its file cannot be used</source>
        <translation>seine Datei ist nicht brauchbar</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its new configuration is on trial</source>
        <translation>seine neue Konfiguration ist auf Probe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>everything is stopped</source>
        <translation>alles ist gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no module is wanted up</source>
        <translation>kein Modul soll laufen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>1 module still to stop</source>
        <translation>noch 1 Modul zu stoppen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{n} modules still to stop</source>
        <translation>noch {n} Module zu stoppen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>1 module of {n} still to come up</source>
        <translation>noch 1 von {n} Modulen muss hochkommen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{n} modules of {of} still to come up</source>
        <translation>noch {n} von {of} Modulen müssen hochkommen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>1 module healthy</source>
        <translation>1 Modul gesund</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{n} modules healthy</source>
        <translation>{n} Module gesund</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>exit {n}</source>
        <translation>Exit-Code {n}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>killed by {signal}</source>
        <translation>durch {signal} beendet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>ended unseen</source>
        <translation>unbemerkt beendet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>ended with exit {n}</source>
        <translation>beendet mit Exit-Code {n}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>was killed by {signal}</source>
        <translation>durch {signal} beendet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it could not be started: {text}</source>
        <translation>es ließ sich nicht starten: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>killed at its memory limit of {n} MB</source>
        <translation>am Speicherlimit von {n} MB beendet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>given up after 1 restart: {why}</source>
        <translation>aufgegeben nach 1 Neustart: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>given up after {n} restarts: {why}</source>
        <translation>aufgegeben nach {n} Neustarts: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>given up: {why}</source>
        <translation>aufgegeben: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>next try in {time}</source>
        <translation>nächster Versuch in {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>restarted at once: {why}</source>
        <translation>sofort neu gestartet: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>restart {n} of {of}: {why}</source>
        <translation>Neustart {n} von {of}: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>one trial start after a pause</source>
        <translation>ein Probestart nach einer Pause</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>attempt {n} of {of} follows</source>
        <translation>Versuch {n} von {of} folgt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not alive: {why}</source>
        <translation>kein Lebenszeichen: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not ready: {why}</source>
        <translation>nicht bereit: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>alive; no probe</source>
        <translation>am Leben; keine Prüfung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>alive; not checked yet</source>
        <translation>am Leben; noch nicht geprüft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not started within {time}: {why}</source>
        <translation>nicht gestartet innerhalb von {time}: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not started within {time}</source>
        <translation>nicht gestartet innerhalb von {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not ready within {time}: {why}</source>
        <translation>nicht bereit innerhalb von {time}: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not ready within {time}</source>
        <translation>nicht bereit innerhalb von {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no answer within {time}</source>
        <translation>keine Antwort innerhalb von {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for an answer over http</source>
        <translation>gewartet wurde auf eine Antwort über HTTP</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for connections at {place}</source>
        <translation>gewartet wurde auf Verbindungen an {place}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for its check {text} to pass</source>
        <translation>gewartet wurde auf das Bestehen der Prüfung {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for a line that matches {text}</source>
        <translation>gewartet wurde auf eine Zeile, auf die {text} passt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for READY=1</source>
        <translation>gewartet wurde auf READY=1</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for its word over the bus</source>
        <translation>gewartet wurde auf sein Wort über den Bus</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its liveness probe missed {n} times: {why}</source>
        <translation>seine Lebensprüfung schlug {n}-mal fehl: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its startup probe passed</source>
        <translation>seine Startprüfung ist bestanden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its own watchdog asked for a restart</source>
        <translation>sein eigener Watchdog verlangte einen Neustart</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>modules that need it failed together, and it does not answer either: {why}</source>
        <translation>Module, die es brauchen, sind zugleich ausgefallen, und es antwortet auch nicht: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it says it is {state}: {text}</source>
        <translation>es meldet sich als {state}: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it says it is {state}</source>
        <translation>es meldet sich als {state}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it says it is not ready</source>
        <translation>es meldet, dass es nicht bereit ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it says it is ready</source>
        <translation>es meldet, dass es bereit ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it said hello</source>
        <translation>es hat sich gemeldet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the answer is no health report</source>
        <translation>die Antwort ist kein Gesundheitsbericht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no answer to health.check within {time}</source>
        <translation>keine Antwort auf health.check innerhalb von {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it was asked a moment ago</source>
        <translation>es wurde eben erst gefragt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it answers on the bus, and says nothing of its health</source>
        <translation>es antwortet am Bus und sagt nichts über seine Gesundheit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is not connected to the bus</source>
        <translation>es ist nicht mit dem Bus verbunden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it answers</source>
        <translation>es antwortet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it answered with an error: {text}</source>
        <translation>es antwortete mit einem Fehler: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it answered health.check with an error: {text}</source>
        <translation>es antwortete auf health.check mit einem Fehler: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the probe could not be made: {text}</source>
        <translation>die Prüfung ließ sich nicht ausführen: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>connection refused at {place}</source>
        <translation>Verbindung abgelehnt von {place}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>connection reset by {place}</source>
        <translation>Verbindung abgebrochen von {place}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>cannot connect to {place}: {text}</source>
        <translation>keine Verbindung zu {place}: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>still running after {time}: {text}</source>
        <translation>läuft nach {time} noch: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>still running after {time}</source>
        <translation>läuft nach {time} noch</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its check exited with 0</source>
        <translation>seine Prüfung endete mit 0</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>exit {n}: {text}</source>
        <translation>Exit-Code {n}: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>killed by {signal}: {text}</source>
        <translation>durch {signal} beendet: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>taken over as healthy</source>
        <translation>als gesund übernommen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>started with the system</source>
        <translation>mit dem System gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked to start {modules}</source>
        <translation>Start verlangt: {modules}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked to stop {modules}</source>
        <translation>Stopp verlangt: {modules}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked to restart {modules}</source>
        <translation>Neustart verlangt: {modules}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked for it to be {state}</source>
        <translation>von Hand verlangt: {state}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked to quit</source>
        <translation>Beenden verlangt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the system is being stopped</source>
        <translation>das System wird gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is disabled</source>
        <translation>es ist abgeschaltet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is started on demand</source>
        <translation>es wird bei Bedarf gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is wanted up</source>
        <translation>es soll laufen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is not wanted any more</source>
        <translation>es wird nicht mehr gebraucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} needs it</source>
        <translation>{module} braucht es</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} wants something of it</source>
        <translation>{module} will etwas von ihm</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} was restarted</source>
        <translation>{module} wurde neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has no usable file</source>
        <translation>{module} hat keine brauchbare Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is failed</source>
        <translation>{module} ist ausgefallen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is going down ({state})</source>
        <translation>{module} fährt herunter ({state})</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its file is new, or right again</source>
        <translation>seine Datei ist neu oder wieder richtig</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its file is gone or not usable</source>
        <translation>seine Datei ist fort oder nicht brauchbar</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its file is gone</source>
        <translation>seine Datei ist fort</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its configuration was changed</source>
        <translation>seine Konfiguration wurde geändert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its former configuration is in effect again: {why}</source>
        <translation>seine frühere Konfiguration gilt wieder: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its former configuration comes back</source>
        <translation>seine frühere Konfiguration kommt zurück</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its new configuration is rolled back</source>
        <translation>seine neue Konfiguration wird zurückgenommen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery was changed</source>
        <translation>seine Wiederherstellung wurde geändert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>a file was saved</source>
        <translation>eine Datei wurde gespeichert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>rolled back: {why}</source>
        <translation>zurückgenommen: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>found running with pid {n}</source>
        <translation>laufend vorgefunden mit PID {n}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>pid {n} ended while no supervisor ran</source>
        <translation>PID {n} endete, während kein Supervisor lief</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>as the supervisor before this one left it</source>
        <translation>wie der vorige Supervisor es hinterließ</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine slept for {time}</source>
        <translation>der Rechner schlief {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine was about to sleep</source>
        <translation>der Rechner wollte gerade schlafen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the supervisor stood still for {time}</source>
        <translation>der Supervisor stand {time} still</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>checks count anew</source>
        <translation>Prüfungen zählen neu</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the start took {time}</source>
        <translation>der Start dauerte {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not everything was up within {time}</source>
        <translation>nicht alles lief innerhalb von {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>everything is to be killed</source>
        <translation>alles soll abgebrochen werden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>everything is started again</source>
        <translation>alles wird wieder gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the restart of the whole system is carried on</source>
        <translation>der Neustart des ganzen Systems geht weiter</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the keeper of all processes died; {why}</source>
        <translation>der Keeper aller Prozesse ist gestorben; {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its new settings were taken while it runs</source>
        <translation>seine neuen Einstellungen wurden im Betrieb übernommen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it did not take its new settings and goes on with the former: {text}</source>
        <translation>es nahm seine neuen Einstellungen nicht an und läuft mit den früheren weiter: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is restarted for its new settings: {text}</source>
        <translation>es wird für seine neuen Einstellungen neu gestartet: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>modules are checked at the usual pace</source>
        <translation>Module werden im üblichen Takt geprüft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>modules are checked {n} times less often: {why}</source>
        <translation>Module werden {n}-mal seltener geprüft: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>on battery</source>
        <translation>im Akkubetrieb</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>load {n} per core</source>
        <translation>Last {n} je Kern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the secret {text} can be had now</source>
        <translation>das Geheimnis {text} ist jetzt zu haben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the secret {text} was changed</source>
        <translation>das Geheimnis {text} wurde geändert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the secret {text} was set</source>
        <translation>das Geheimnis {text} wurde gesetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the secret {text} was deleted</source>
        <translation>das Geheimnis {text} wurde gelöscht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the file of secrets was locked</source>
        <translation>die Datei der Geheimnisse wurde gesperrt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waiting for secrets</source>
        <translation>wartet auf Geheimnisse</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it used {n} % of a core, over its limit of {of} %</source>
        <translation>es nutzte {n} % eines Kerns, über seinem Limit von {of} %</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it used {n} MB of memory, over its limit of {of} MB</source>
        <translation>es nutzte {n} MB Speicher, über seinem Limit von {of} MB</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had {n} open files, over its limit of {of}</source>
        <translation>es hatte {n} offene Dateien, über seinem Limit von {of}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had {n} threads, over its limit of {of}</source>
        <translation>es hatte {n} Threads, über seinem Limit von {of}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had used up its limit of {n} open files</source>
        <translation>sein Limit von {n} offenen Dateien war ausgeschöpft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had used up its limit of {n} threads</source>
        <translation>sein Limit von {n} Threads war ausgeschöpft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it uses {n} % of a core, under its limit of {of} % again</source>
        <translation>es nutzt {n} % eines Kerns, wieder unter seinem Limit von {of} %</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it uses {n} MB of memory, under its limit of {of} MB again</source>
        <translation>es nutzt {n} MB Speicher, wieder unter seinem Limit von {of} MB</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it uses {n} open files, under its limit of {of} again</source>
        <translation>es nutzt {n} offene Dateien, wieder unter seinem Limit von {of}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it uses {n} threads, under its limit of {of} again</source>
        <translation>es nutzt {n} Threads, wieder unter seinem Limit von {of}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>one of its processes was killed at its memory limit of {n} MB</source>
        <translation>einer seiner Prozesse wurde am Speicherlimit von {n} MB beendet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{n} of its processes were killed at its memory limit of {of} MB</source>
        <translation>{n} seiner Prozesse wurden am Speicherlimit von {of} MB beendet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is throttled</source>
        <translation>es wird gedrosselt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is to do less</source>
        <translation>es soll weniger tun</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it cannot be degraded</source>
        <translation>es lässt sich nicht einschränken</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is restarted</source>
        <translation>es wird neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is stopped</source>
        <translation>es wird gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>recovery is switched off</source>
        <translation>die Wiederherstellung ist abgeschaltet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>nothing is done about it</source>
        <translation>es wird nichts dagegen getan</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>nothing else is done about it yet</source>
        <translation>sonst wird noch nichts dagegen getan</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>if it goes on, the next is: {action}</source>
        <translation>bleibt es dabei, folgt: {action}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>throttled to {n} % of a core: {why}</source>
        <translation>gedrosselt auf {n} % eines Kerns: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no longer throttled: {why}</source>
        <translation>nicht mehr gedrosselt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it may use {n} % of a core: {why}</source>
        <translation>es darf {n} % eines Kerns nutzen: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine is used to {n} % only</source>
        <translation>der Rechner ist nur zu {n} % ausgelastet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine's CPU was used to {n} %, over the threshold of {of} %, and it is the least important of those that are busy (importance {rank})</source>
        <translation>die CPU des Rechners war zu {n} % ausgelastet, über der Schwelle von {of} %, und von den beschäftigten Modulen ist es das unwichtigste (Wichtigkeit {rank})</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine's memory was used to {n} %, over the threshold of {of} %, and it is the least important of those that are busy (importance {rank})</source>
        <translation>der Speicher des Rechners war zu {n} % belegt, über der Schwelle von {of} %, und von den beschäftigten Modulen ist es das unwichtigste (Wichtigkeit {rank})</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>start it yourself, or change its file</source>
        <translation>starten lässt es sich von Hand oder durch eine Änderung seiner Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>held as soon as it has been exceeded</source>
        <translation>durchgesetzt, sobald es überschritten wurde</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>being checked before its recovery, {n} of {of}: {text}</source>
        <translation>Prüfung vor der Wiederherstellung, {n} von {of}: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>being recovered, {n} of {of}: {text}</source>
        <translation>Wiederherstellung, {n} von {of}: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery is being checked, {n} of {of}: {text}</source>
        <translation>Prüfung der Wiederherstellung, {n} von {of}: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery is being taken back, {n} of {of}: {text}</source>
        <translation>Rücknahme der Wiederherstellung, {n} von {of}: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery begins</source>
        <translation>seine Wiederherstellung beginnt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery goes on</source>
        <translation>seine Wiederherstellung geht weiter</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery is complete</source>
        <translation>seine Wiederherstellung ist abgeschlossen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery failed: {text}</source>
        <translation>seine Wiederherstellung schlug fehl: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery starts it</source>
        <translation>seine Wiederherstellung startet es</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery waits a moment</source>
        <translation>seine Wiederherstellung wartet einen Moment</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery procedure was left off</source>
        <translation>seine Wiederherstellung wurde abgebrochen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>by its recovery procedure</source>
        <translation>durch seine Wiederherstellung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state is being moved to the trash</source>
        <translation>sein Zustand kommt in den Papierkorb</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state is being brought back from the trash</source>
        <translation>sein Zustand wird aus dem Papierkorb zurückgeholt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state went to the trash as {text}</source>
        <translation>sein Zustand liegt im Papierkorb als {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state was brought back</source>
        <translation>sein Zustand wurde zurückgeholt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state of {text} was brought back from the trash</source>
        <translation>sein Zustand von {text} wurde aus dem Papierkorb zurückgeholt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state is in the trash</source>
        <translation>sein Zustand liegt im Papierkorb</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had no state</source>
        <translation>es hatte keinen Zustand</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its queued messages are being dropped</source>
        <translation>seine wartenden Nachrichten werden verworfen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its queued messages were dropped</source>
        <translation>seine wartenden Nachrichten wurden verworfen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it could not be reset: {text}</source>
        <translation>es ließ sich nicht zurücksetzen: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it did not succeed</source>
        <translation>es gelang nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it does not run</source>
        <translation>es läuft nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is told its mode of work</source>
        <translation>ihm wird die Betriebsart mitgeteilt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it works in its new mode</source>
        <translation>es arbeitet in der neuen Betriebsart</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>all modules are asked to save before everything is restarted</source>
        <translation>alle Module sollen speichern, bevor alles neu gestartet wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>all that could be saved is saved</source>
        <translation>alles, was zu speichern war, ist gespeichert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>all that can be saved is saved</source>
        <translation>alles, was zu speichern ist, ist gespeichert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} needs everything to be restarted: {why}</source>
        <translation>{module} verlangt einen Neustart von allem: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>degraded: {why}</source>
        <translation>eingeschränkt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/recovering.py"/>
        <source>full mode is tried again in {time}</source>
        <translation>voller Betrieb wird in {time} wieder versucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>full mode is tried again after a pause</source>
        <translation>voller Betrieb wird nach einer Pause wieder versucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>full mode is tried again by itself</source>
        <translation>voller Betrieb wird von selbst wieder versucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it ends with what led to it</source>
        <translation>es endet mit dem, was dazu geführt hat</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it cannot be degraded: it does not speak over the bus and has no fallback_command</source>
        <translation>es lässt sich nicht einschränken: es spricht nicht über den Bus und hat keinen fallback_command</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits before its next try: {why}</source>
        <translation>{module} wartet auf den nächsten Versuch: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits before its next try</source>
        <translation>{module} wartet auf den nächsten Versuch</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits: {why}</source>
        <translation>{module} wartet: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} waits</source>
        <translation>{module} wartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is starting: {why}</source>
        <translation>{module} startet: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is starting</source>
        <translation>{module} startet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} runs: {why}</source>
        <translation>{module} läuft: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} runs</source>
        <translation>{module} läuft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is stopping: {why}</source>
        <translation>{module} wird gestoppt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is stopping</source>
        <translation>{module} wird gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is stopped: {why}</source>
        <translation>{module} ist gestoppt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is stopped</source>
        <translation>{module} ist gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has failed: {why}</source>
        <translation>{module} ist ausgefallen: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} has failed</source>
        <translation>{module} ist ausgefallen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is healthy: {why}</source>
        <translation>{module} ist gesund: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is healthy</source>
        <translation>{module} ist gesund</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is degraded: {why}</source>
        <translation>{module} ist eingeschränkt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is degraded</source>
        <translation>{module} ist eingeschränkt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is unhealthy: {why}</source>
        <translation>{module} ist gestört: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is unhealthy</source>
        <translation>{module} ist gestört</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has not been started</source>
        <translation>{module} wurde nicht gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{module} cannot be used</source>
        <translation>{module} ist nicht brauchbar</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} gets its former configuration back: {why}</source>
        <translation>{module} bekommt seine frühere Konfiguration zurück: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is being recovered: {why}</source>
        <translation>{module} wird wiederhergestellt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{module} is being recovered</source>
        <translation>{module} wird wiederhergestellt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} does less: {why}</source>
        <translation>{module} tut weniger: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} does everything again: {why}</source>
        <translation>{module} tut wieder alles: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the system: {why}</source>
        <translation>das System: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Nothing has gone wrong with it as far as the journal goes back</source>
        <translation>So weit das Journal zurückreicht, ist mit ihm nichts schiefgegangen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Its last trouble: {why}</source>
        <translation>Zuletzt ging schief: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The file of {module} cannot be used: {text}</source>
        <translation>Die Datei von {module} ist nicht brauchbar: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Everything was restarted, because {text}, and its recovery is a restart of everything</source>
        <translation>Alles wurde neu gestartet: {text}, und dessen Wiederherstellung ist ein Neustart von allem</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Everything is being restarted, because {text}, and its recovery is a restart of everything</source>
        <translation>Alles wird neu gestartet: {text}, und dessen Wiederherstellung ist ein Neustart von allem</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has been in degraded mode for {time}: {why}</source>
        <translation>{module} ist seit {time} in eingeschränktem Betrieb: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has been in degraded mode for {time}, because it {text}</source>
        <translation>{module} ist seit {time} in eingeschränktem Betrieb: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Full mode is tried again in {time}</source>
        <translation>Voller Betrieb wird in {time} wieder versucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The next try is in {time}</source>
        <translation>Der nächste Versuch ist in {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>One trial start follows in {time}</source>
        <translation>Ein Probestart folgt in {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you can start it now</source>
        <translation>von Hand lässt es sich jetzt starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It is not started again by itself</source>
        <translation>Von selbst wird es nicht wieder gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you can start it</source>
        <translation>von Hand lässt es sich starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It starts by itself when {modules} is there</source>
        <translation>Es startet von selbst, sobald {modules} da ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It stays so until you start it or change its file</source>
        <translation>Es bleibt dabei, bis es von Hand gestartet oder seine Datei geändert wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It is being recovered, and goes on by itself</source>
        <translation>Es wird wiederhergestellt und läuft von selbst weiter</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Nothing has to be done</source>
        <translation>Es ist nichts zu tun</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The text in its file is not in effect: correct it, and it is tried when it is saved</source>
        <translation>Der Text in seiner Datei gilt nicht: berichtigt wird er beim Speichern versucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Correct its file (`skelly-tray config validate` shows what is wrong); it takes effect when it is saved</source>
        <translation>Seine Datei ist zu berichtigen (`skelly-tray config validate` zeigt, was nicht stimmt); sie gilt, sobald sie gespeichert ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} did not take its new settings</source>
        <translation>{module} nahm seine neuen Einstellungen nicht an</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} did not take over its mode of work</source>
        <translation>{module} übernahm seine Betriebsart nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The heartbeat of {module} is overdue</source>
        <translation>Der Heartbeat von {module} ist überfällig</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The new configuration of {module} is not in effect</source>
        <translation>Die neue Konfiguration von {module} gilt nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The former one is in effect; what you wrote stays where it is: `skelly-tray config diff` shows it</source>
        <translation>Die frühere gilt; der neue Text bleibt, wo er ist: `skelly-tray config diff` zeigt ihn</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The sandbox of {module} is not held</source>
        <translation>Die Sandbox von {module} wird nicht durchgesetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is not tried again by itself</source>
        <translation>von selbst wird es nicht wieder versucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it will be tried once more later</source>
        <translation>es wird später noch einmal versucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} works in degraded mode</source>
        <translation>{module} arbeitet in eingeschränktem Betrieb</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits for its next try</source>
        <translation>{module} wartet auf den nächsten Versuch</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits for a secret</source>
        <translation>{module} wartet auf ein Geheimnis</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It starts by itself then</source>
        <translation>Dann startet es von selbst</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>then it starts by itself</source>
        <translation>dann startet es von selbst</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it starts by itself when {module} is back</source>
        <translation>es startet von selbst, sobald {module} wieder da ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is held down by {by}</source>
        <translation>{module} wird durch {by} aufgehalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The file of {module} cannot be used</source>
        <translation>Die Datei von {module} ist nicht brauchbar</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} was not up in time</source>
        <translation>{module} lief nicht rechtzeitig</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the system start ended after {time} without it</source>
        <translation>der Systemstart endete nach {time} ohne es</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>processes cannot be started or stopped until it is back</source>
        <translation>bis er wieder da ist, lassen sich Prozesse weder starten noch stoppen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The keeper of all processes is gone</source>
        <translation>Der Keeper aller Prozesse ist fort</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The keeper cannot be started</source>
        <translation>Der Keeper lässt sich nicht starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} was stopped at its limit</source>
        <translation>{module} wurde an seinem Limit gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is throttled for the machine's sake</source>
        <translation>{module} wird zugunsten des Rechners gedrosselt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is over its CPU limit</source>
        <translation>{module} ist über seinem CPU-Limit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is over its memory limit</source>
        <translation>{module} ist über seinem Speicherlimit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is over its limit of open files</source>
        <translation>{module} ist über seinem Limit an offenen Dateien</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is over its limit of threads</source>
        <translation>{module} ist über seinem Limit an Threads</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>orchestrator.toml cannot be used; the last good one is in effect</source>
        <translation>orchestrator.toml ist nicht brauchbar; die letzte gute Fassung gilt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The folder of modules cannot be used; what was in it stays in effect</source>
        <translation>Der Ordner der Module ist nicht brauchbar; was darin war, gilt weiter</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Some settings need a look</source>
        <translation>Einige Einstellungen sollten geprüft werden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Figures could not be measured</source>
        <translation>Einige Werte ließen sich nicht messen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>stopped first, it depends on {module}</source>
        <translation>wird zuerst gestoppt, es hängt von {module} ab</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>started too, {module} needs it</source>
        <translation>wird auch gestartet, {module} braucht es</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>keeps running, it depends on {module}</source>
        <translation>läuft weiter, es hängt von {module} ab</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>will be restarted after it, it depends on {module}</source>
        <translation>wird danach neu gestartet, es hängt von {module} ab</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>is stopped until {module} is back</source>
        <translation>ist gestoppt, bis {module} wieder da ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no answer to {text} within {time}</source>
        <translation>keine Antwort auf {text} innerhalb von {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not there within the time given</source>
        <translation>nicht da innerhalb der gegebenen Zeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>ready after {time}</source>
        <translation>bereit nach {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>nothing here can hold it: {why}</source>
        <translation>hier kann es nichts durchsetzen: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>throttle is not among its actions</source>
        <translation>throttle gehört nicht zu seinen Maßnahmen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>this system cannot stop and continue its processes</source>
        <translation>dieses System kann seine Prozesse nicht anhalten und fortsetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>this needs control groups, a systemd user session or a Job Object</source>
        <translation>das braucht Control Groups, eine systemd-Sitzung des Benutzers oder ein Job Object</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>this needs limits of open files as Unix has them</source>
        <translation>das braucht Limits für offene Dateien, wie Unix sie hat</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>what held it before still does: {why}</source>
        <translation>was es bisher durchsetzte, tut es weiter: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it has {n} MB already: it gets no more, and the limit as soon as it fits</source>
        <translation>es hat schon {n} MB: mehr bekommt es nicht, und das Limit, sobald es passt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its processes are stopped and continued in turn: right on average over some seconds</source>
        <translation>seine Prozesse werden abwechselnd angehalten und fortgesetzt: im Mittel einiger Sekunden stimmt es</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it was started with less open files, and only a new start lifts that</source>
        <translation>es wurde mit weniger offenen Dateien gestartet, und nur ein neuer Start hebt das auf</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>each of its processes by itself, not the tree together</source>
        <translation>jeder seiner Prozesse für sich, nicht alle zusammen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>of a running process it cannot be changed here, only by a new start</source>
        <translation>bei einem laufenden Prozess lässt es sich hier nicht ändern, nur durch einen neuen Start</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the control group takes no such limit: {text}</source>
        <translation>die Control Group nimmt ein solches Limit nicht an: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>systemd has not answered yet</source>
        <translation>systemd hat noch nicht geantwortet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>systemd does not answer</source>
        <translation>systemd antwortet nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>there is no secret {name}</source>
        <translation>das Geheimnis {name} gibt es nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>set it with: {text}</source>
        <translation>setzen lässt es sich mit: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the secret {name} cannot be had: {why}</source>
        <translation>das Geheimnis {name} ist nicht zu haben: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the keyring did not answer within {time}</source>
        <translation>der Schlüsselbund antwortete nicht innerhalb von {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>see whether its service hangs or asks for a password</source>
        <translation>vielleicht hängt sein Dienst oder fragt nach einem Passwort</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the keyring is locked</source>
        <translation>der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>unlock it, or run: {text}</source>
        <translation>entsperren lässt er sich auch mit: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>there is no keyring yet</source>
        <translation>es gibt noch keinen Schlüsselbund</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>have one made by: {text}</source>
        <translation>anlegen lässt er sich mit: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no keyring service answers in this session ({text} was looked for)</source>
        <translation>in dieser Sitzung antwortet kein Schlüsselbund-Dienst (gesucht wurde {text})</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>start one, or run: {text}</source>
        <translation>einen starten, oder: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the keyring's service did not answer in time</source>
        <translation>der Dienst des Schlüsselbunds antwortete nicht rechtzeitig</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the keyring refused it ({text})</source>
        <translation>der Schlüsselbund hat es verweigert ({text})</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the file of secrets is locked</source>
        <translation>die Datei der Geheimnisse ist gesperrt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>unlock it with: {text}</source>
        <translation>entsperren lässt sie sich mit: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the passphrase is empty</source>
        <translation>die Passphrase ist leer</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the passphrase is wrong, or the file of secrets was changed by somebody else</source>
        <translation>die Passphrase ist falsch, oder die Datei der Geheimnisse wurde von jemand anderem geändert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>recovered</source>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>given up</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>under way</source>
        <translation>im Gange</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>left off</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_words.py"/>
        <source>{text} (and {n} more)</source>
        <comment>a sentence of several</comment>
        <translation>{text} (und {n} weitere)</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_words.py"/>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>.</source>
        <comment>decimal mark</comment>
        <translation>,</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/described.py"/>
        <source>the last {span}: now {now}, between {least} and {most}</source>
        <translation>die letzten {span}: jetzt {now}, zwischen {least} und {most}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/described.py"/>
        <source>the last {span}: no figures</source>
        <translation>die letzten {span}: keine Werte</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/described.py"/>
        <source>limit {limit}</source>
        <translation>Limit {limit}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>{literal} is not {what}</source>
        <translation>{literal} ist nicht: {what}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>{literal} is out of range</source>
        <translation>{literal} liegt außerhalb des Bereichs</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>{literal} is none of {text}</source>
        <translation>{literal} ist keines von {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>{literal} is not a bundled module</source>
        <translation>{literal} ist kein mitgeliefertes Modul</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>{literal} is listed twice</source>
        <translation>{literal} steht zweimal da</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>{literal} is reserved and never a module</source>
        <translation>{literal} ist reserviert und nie ein Modul</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>there is no module {literal}</source>
        <translation>ein Modul {literal} gibt es nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>there is no key {name}</source>
        <translation>den Schlüssel {name} gibt es nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>unknown key here: in TOML what follows a [table] belongs to it</source>
        <translation>hier unbekannter Schlüssel: in TOML gehört zu einer [Tabelle], was auf sie folgt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>unknown key here</source>
        <translation>hier unbekannter Schlüssel</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>unknown key</source>
        <translation>unbekannter Schlüssel</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>allowed: {what}</source>
        <translation>erlaubt: {what}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>did you mean {literal}?</source>
        <translation>war {literal} gemeint?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>is not TOML: {text}</source>
        <translation>ist kein TOML: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>is nested too deeply</source>
        <translation>ist zu tief verschachtelt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>{literal} is not an absolute path</source>
        <translation>{literal} ist kein absoluter Pfad</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>stands beside command</source>
        <translation>steht neben command</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a module cannot depend on itself</source>
        <translation>ein Modul kann nicht von sich selbst abhängen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a cycle cannot be started: {text}</source>
        <translation>ein Kreis lässt sich nicht starten: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>was changed by somebody else meanwhile; nothing was stored</source>
        <translation>wurde inzwischen von jemand anderem geändert; nichts wurde gespeichert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>is written for an older version; the next start brings it up to date, and keeps it as it was</source>
        <translation>ist für eine ältere Version geschrieben; der nächste Start bringt sie auf den neuen Stand und bewahrt die alte auf</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>is less than {name}</source>
        <translation>ist kleiner als {name}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>{name} has no effect with the strategy {literal}</source>
        <translation>{name} hat bei der Strategie {literal} keine Wirkung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>belongs to {text}, and this is {literal}</source>
        <translation>gehört zu {text}, und dies ist {literal}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>true, false</source>
        <translation>true, false</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a whole number from {n} to {of} {unit}</source>
        <translation>eine ganze Zahl von {n} bis {of} {unit}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a whole number from {n} to {of}</source>
        <translation>eine ganze Zahl von {n} bis {of}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a whole number from {n} {unit}</source>
        <translation>eine ganze Zahl ab {n} {unit}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a whole number from {n}</source>
        <translation>eine ganze Zahl ab {n}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a number from {n} to {of} {unit}</source>
        <translation>eine Zahl von {n} bis {of} {unit}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a number from {n} to {of}</source>
        <translation>eine Zahl von {n} bis {of}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a number from {n} {unit}</source>
        <translation>eine Zahl ab {n} {unit}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a number from {n}</source>
        <translation>eine Zahl ab {n}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a duration</source>
        <translation>eine Dauer</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>"500ms", "10s", "5m", "1h", or a number of seconds, at least {text}</source>
        <translation>"500ms", "10s", "5m", "1h" oder eine Zahl von Sekunden, mindestens {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>"500ms", "10s", "5m", "1h", or a number of seconds</source>
        <translation>"500ms", "10s", "5m", "1h" oder eine Zahl von Sekunden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a list, each {what}</source>
        <translation>eine Liste, jeweils {what}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a list (not empty), each {what}</source>
        <translation>eine Liste (nicht leer), jeweils {what}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a table with {text}</source>
        <translation>eine Tabelle mit {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a table</source>
        <translation>eine Tabelle</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>{literal} is not text</source>
        <translation>{literal} ist kein Text</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a line of text</source>
        <translation>eine Zeile Text</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a name</source>
        <translation>ein Name</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>an argument</source>
        <translation>ein Argument</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a name of a secret</source>
        <translation>ein Name eines Geheimnisses</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a path: absolute, or below $STATE or $HOME</source>
        <translation>ein Pfad: absolut, oder unter $STATE oder $HOME</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a path: absolute, or below $STATE, $HOME or $PYTHON</source>
        <translation>ein Pfad: absolut, oder unter $STATE, $HOME oder $PYTHON</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a name of an environment variable</source>
        <translation>ein Name einer Umgebungsvariable</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a module id ([a-z0-9_-], 1 to 64 characters)</source>
        <translation>eine Modul-ID ([a-z0-9_-], 1 bis 64 Zeichen)</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>a regular expression</source>
        <translation>ein regulärer Ausdruck</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>an address such as {text}</source>
        <translation>eine Adresse wie {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>other modules</source>
        <translation>andere Module</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>one of the two</source>
        <translation>eines von beiden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>A fault in writing the logs</source>
        <translation>Ein Fehler beim Schreiben der Protokolle</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>Logs cannot be written</source>
        <translation>Protokolle lassen sich nicht schreiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>Our folders could not be measured</source>
        <translation>Die eigenen Ordner ließen sich nicht messen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The audit log cannot be written</source>
        <translation>Das Audit-Protokoll lässt sich nicht schreiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The audit log was changed</source>
        <translation>Das Audit-Protokoll wurde verändert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The configuration folder cannot be watched</source>
        <translation>Der Konfigurationsordner lässt sich nicht beobachten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The history cannot be written</source>
        <translation>Der Verlauf lässt sich nicht schreiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The history has a fault</source>
        <translation>Der Verlauf hat einen Fehler</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The history is not written</source>
        <translation>Der Verlauf wird nicht geschrieben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The history of changes cannot be read, and none is added to it</source>
        <translation>Der Verlauf der Änderungen ist nicht lesbar, und keine wird ergänzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The history of earlier times is lost</source>
        <translation>Der Verlauf früherer Zeiten ist verloren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The journal cannot be written</source>
        <translation>Das Journal lässt sich nicht schreiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The key of the audit log is gone</source>
        <translation>Der Schlüssel des Audit-Protokolls ist fort</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The last change is missing in the history, so nothing leads back to before it</source>
        <translation>Die letzte Änderung fehlt im Verlauf, also führt nichts vor sie zurück</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The list of secrets cannot be used</source>
        <translation>Die Liste der Geheimnisse ist nicht brauchbar</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The metrics page cannot be opened</source>
        <translation>Die Metrikseite lässt sich nicht öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The state of the modules cannot be saved</source>
        <translation>Der Zustand der Module lässt sich nicht speichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>The window and the icon cannot be shown</source>
        <translation>Fenster und Symbol lassen sich nicht zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>What came of a change cannot be written into the history</source>
        <translation>Was aus einer Änderung wurde, lässt sich nicht in den Verlauf schreiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>What was made of the configuration cannot be kept on disk</source>
        <translation>Was aus der Konfiguration wurde, lässt sich nicht auf der Festplatte aufbewahren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>What was remembered of the modules is lost</source>
        <translation>Was von den Modulen bekannt war, ist verloren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/error_templates.py"/>
        <source>Rolled back, and not in effect: {text}</source>
        <translation>Zurückgenommen und nicht in Kraft: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Starts and stops</source>
        <translation>Starts und Stopps</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>What you did</source>
        <translation>Von Hand veranlasst</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Ended by itself</source>
        <translation>Von selbst beendet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Being stopped</source>
        <translation>Wird gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Waits for its next try</source>
        <translation>Wartet auf den nächsten Versuch</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Failed</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Cannot be used</source>
        <translation>Nicht brauchbar</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Healthy</source>
        <translation>Gesund</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Degraded</source>
        <translation>Eingeschränkt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Unhealthy</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Over a limit</source>
        <translation>Über einem Limit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Within its limit again</source>
        <translation>Wieder unter seinem Limit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>You</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Nothing has been measured today yet. Go on with what you do: after a few minutes it shows here how it went.</source>
        <translation>Heute wurde noch nichts gemessen. Einfach weitermachen: nach ein paar Minuten steht hier, wie es lief.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Today so far: {states}</source>
        <translation>Heute bisher: {states}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>{time}: {state}</source>
        <translation>{time}: {state}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>{state} for {time}, {sure}</source>
        <translation>{state} seit {time}, {sure}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Worded by {place}, which is sent this: {text}</source>
        <translation>Formuliert von {place}; dorthin geht: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Nothing is known of today yet</source>
        <translation>Von heute ist noch nichts bekannt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>{time}: {state}, as you said</source>
        <translation>{time}: {state}, wie angegeben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Nothing is known yet</source>
        <translation>Noch ist nichts bekannt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>quite sure</source>
        <translation>recht sicher</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>{state}, {sure}</source>
        <translation>{state}, {sure}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Written on this machine: nothing is sent anywhere.</source>
        <translation>Auf diesem Rechner geschrieben: es wird nirgendwohin etwas gesendet.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Nothing is measured, because {module} does not run: start it in the list of modules.</source>
        <translation>Es wird nichts gemessen, weil {module} nicht läuft: in der Liste der Module lässt es sich starten.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Nothing is measured while capture is paused. The menu of the tray resumes it.</source>
        <translation>Solange die Erfassung pausiert, wird nichts gemessen. Das Menü im Infobereich setzt sie fort.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>{state} {time}</source>
        <translation>{state} {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>likely</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>a guess</source>
        <translation>geraten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Focus today</source>
        <translation>Fokus heute</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Coins</source>
        <translation>Münzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Streak</source>
        <translation>Serie</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>{n} days</source>
        <comment>{n} day</comment>
        <translation>
            <numerusform>{n} Tag</numerusform>
            <numerusform>{n} Tage</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Mon</source>
        <comment>day of the week</comment>
        <translation>Mo</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Tue</source>
        <comment>day of the week</comment>
        <translation>Di</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Wed</source>
        <comment>day of the week</comment>
        <translation>Mi</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Thu</source>
        <comment>day of the week</comment>
        <translation>Do</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Fri</source>
        <comment>day of the week</comment>
        <translation>Fr</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Sat</source>
        <comment>day of the week</comment>
        <translation>Sa</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Sun</source>
        <comment>day of the week</comment>
        <translation>So</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Which program's window has the focus; titles only as a short code</source>
        <translation>Welches Programm im Vordergrund ist; Titel nur als kurzer Code</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Keys and clicks</source>
        <translation>Tasten und Klicks</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>How many, never which</source>
        <translation>Wie viele, nie welche</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Rests</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>How long nothing was touched</source>
        <translation>Wie lange nichts berührt wurde</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Which programs start and end, by name</source>
        <translation>Welche Programme starten und enden, mit Namen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Processor, memory, load and battery</source>
        <translation>Prozessor, Speicher, Last und Akku</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>not to be had here</source>
        <translation>hier nicht zu haben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>In flow</source>
        <comment>state of mind</comment>
        <translation>Im Flow</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Deep in it</source>
        <comment>state of mind</comment>
        <translation>Ganz vertieft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Steady</source>
        <comment>state of mind</comment>
        <translation>Stetig</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Changing over</source>
        <comment>state of mind</comment>
        <translation>Im Wechsel</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Scattered</source>
        <comment>state of mind</comment>
        <translation>Zerstreut</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>Away</source>
        <comment>state of mind</comment>
        <translation>Abwesend</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/focus.py"/>
        <source>{time} of {goal}</source>
        <translation>{time} von {goal}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Cannot be started</source>
        <translation>Lässt sich nicht starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Step 1, at once</source>
        <translation>Schritt 1, sofort</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Step {n}</source>
        <translation>Schritt {n}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, in a circle</source>
        <translation>{module}, im Kreis</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, once it is ready</source>
        <translation>{module}, sobald bereit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>can do without</source>
        <translation>kommt auch ohne aus</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Needs {what}</source>
        <translation>Braucht {what}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Needed by {what}</source>
        <translation>Gebraucht von {what}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>On their own</source>
        <translation>Für sich allein</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, once it has started</source>
        <translation>{module}, sobald gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, once it is healthy</source>
        <translation>{module}, sobald gesund</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, once it has done its work</source>
        <translation>{module}, sobald es fertig ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>restarts with it</source>
        <translation>startet mit ihm neu</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>stops while it is away</source>
        <translation>stoppt, solange es fehlt</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{n} modules</source>
        <comment>1 module</comment>
        <translation>
            <numerusform>1 Modul</numerusform>
            <numerusform>{n} Module</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{n} configuration changes are not in effect</source>
        <comment>1 configuration change is not in effect</comment>
        <translation>
            <numerusform>1 Änderung der Konfiguration gilt nicht</numerusform>
            <numerusform>{n} Änderungen der Konfiguration gelten nicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{healthy} of {n} modules healthy, {down} stopped</source>
        <comment>{healthy} of {n} module healthy, {down} stopped</comment>
        <translation>
            <numerusform>{healthy} von {n} Modul gesund, {down} gestoppt</numerusform>
            <numerusform>{healthy} von {n} Modulen gesund, {down} gestoppt</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Starting · {ready} of {total} ready</source>
        <translation>Startet · {ready} von {total} bereit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Modules {cpu} CPU, {memory} · Skelly itself {own_cpu}, {own_memory}</source>
        <translation>Module {cpu} CPU, {memory} · Skelly selbst {own_cpu}, {own_memory}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>up {age}</source>
        <translation>läuft seit {age}</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{n} changes not in effect</source>
        <comment>1 change not in effect</comment>
        <translation>
            <numerusform>1 Änderung gilt nicht</numerusform>
            <numerusform>{n} Änderungen gelten nicht</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{what} (and {n} more)</source>
        <translation>{what} (und {n} weitere)</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>All {n} modules healthy</source>
        <comment>1 module healthy</comment>
        <translation>
            <numerusform>1 Modul gesund</numerusform>
            <numerusform>Alle {n} Module gesund</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{failed} of {n} modules failed</source>
        <comment>{failed} of {n} module failed</comment>
        <translation>
            <numerusform>{failed} von {n} Modul ausgefallen</numerusform>
            <numerusform>{failed} von {n} Modulen ausgefallen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{some} of {n} modules in trouble</source>
        <comment>{some} of {n} module in trouble</comment>
        <translation>
            <numerusform>{some} von {n} Modul mit Problemen</numerusform>
            <numerusform>{some} von {n} Modulen mit Problemen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Something is not as it should be</source>
        <translation>Etwas ist nicht, wie es sein sollte</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Stopping · {left} of {total} still running</source>
        <translation>Wird gestoppt · {left} von {total} laufen noch</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{home} – Skelly Tray</source>
        <translation>{home} – Skelly Tray</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{what} {age} ago</source>
        <translation>{what} vor {age}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{module} is {state}</source>
        <translation>{module}: {state}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Connecting to the core</source>
        <translation>Verbindung zum Kern wird hergestellt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>No modules yet</source>
        <translation>Noch keine Module</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{module} is paused</source>
        <translation>{module} pausiert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{failed} of {n} modules failed, {more} more in trouble</source>
        <translation>{failed} von {n} Modulen ausgefallen, {more} weitere mit Problemen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>All modules stopped</source>
        <translation>Alle Module gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>and {n} more</source>
        <translation>und {n} weitere</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <source>nothing is known of that time</source>
        <translation>aus dieser Zeit ist nichts bekannt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <source>nothing known</source>
        <translation>nichts bekannt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <source>{module}, {when}: {what}</source>
        <translation>{module}, {when}: {what}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>only `env` is taken, not carried over: {text}</source>
        <translation>nur `env` wird übernommen, nicht dagegen: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>not carried over: env, which is no table</source>
        <translation>nicht übernommen: env, denn es ist keine Tabelle</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>not carried over: exp_backoff_restart_delay, for restart_delay is the delay</source>
        <translation>nicht übernommen: exp_backoff_restart_delay, denn es gilt restart_delay</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>not carried over: {text}</source>
        <translation>nicht übernommen: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>of no use here: {text}</source>
        <translation>hier ohne Nutzen: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>means nothing without a container: {text}</source>
        <translation>bedeutet ohne Container nichts: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>in plain text: {text}; `skelly-tray secret set {name}` keeps one in the keyring, and `env.NAME = {table}` takes it from there</source>
        <translation>im Klartext: {text}; `skelly-tray secret set {name}` bewahrt eines im Schlüsselbund auf, und `env.NAME = {table}` holt es von dort</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>the variable {text} was left out: it cannot be set</source>
        <translation>die Variable {text} fehlt: sie lässt sich nicht setzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>$STATE and $PYTHON stand for something of ours here</source>
        <translation>$STATE und $PYTHON stehen hier für etwas Eigenes</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>the environment file {text} is not there, or cannot be read</source>
        <translation>die Umgebungsdatei {text} gibt es nicht, oder sie ist nicht lesbar</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{text} is no time</source>
        <translation>{text} ist keine Zeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{text} is no size</source>
        <translation>{text} ist keine Größe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{text} is no such number</source>
        <translation>{text} ist keine solche Zahl</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{text} is no share of a CPU</source>
        <translation>{text} ist kein Anteil einer CPU</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{text} is no list of NAME=value</source>
        <translation>{text} ist keine Liste von NAME=Wert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>the stop signal {text} is none of {signals}; it gets TERM</source>
        <translation>das Stoppsignal {text} ist keines von {signals}; es bekommt TERM</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>the condition {text} is not known; it waits until it is ready</source>
        <translation>die Bedingung {text} ist unbekannt; es wartet, bis es bereit ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>restart: {text} is not known; it is brought back</source>
        <translation>restart: {text} ist unbekannt; es wird neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>nothing is known of {text}: taken as empty</source>
        <translation>{text} ist unbekannt: gilt als leer</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>nothing is known of {text}: it stays as it is</source>
        <translation>{text} ist unbekannt: bleibt, wie es ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{names}: nothing is said of restarts, so Docker would not do any; here they are brought back</source>
        <translation>{names}: von Neustarts ist nichts gesagt, Docker würde also keine machen; hier werden sie neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{names}: nothing is said of restarts, so process-compose would not do any; here they are brought back</source>
        <translation>{names}: von Neustarts ist nichts gesagt, process-compose würde also keine machen; hier werden sie neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it ran in {text}; here its command runs on this machine, and must be installed on it</source>
        <translation>es lief in {text}; hier läuft sein Befehl auf diesem Rechner und muss dort installiert sein</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>working_dir {text} was a folder in the image</source>
        <translation>working_dir {text} war ein Ordner im Image</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it belongs to the profile {text}: not enabled</source>
        <translation>es gehört zum Profil {text}: nicht aktiviert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>user {text} was one of the image; it runs as you</source>
        <translation>den Benutzer {text} gab es im Image; es läuft unter dem eigenen Benutzer</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{n} copies are wanted: one is started</source>
        <translation>{n} Kopien sind gewünscht: eine wird gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>instances {text}: one is started</source>
        <translation>instances {text}: eine wird gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>healthcheck.test is none that is known</source>
        <translation>healthcheck.test ist unbekannt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>release is done once at each deployment there; here it is a task</source>
        <translation>release läuft dort einmal bei jeder Auslieferung; hier ist es eine Aufgabe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>PORT is {n}, as foreman would give it</source>
        <translation>PORT ist {n}, wie foreman es vergäbe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>foreman ends all of them when one ends; here that one alone is brought back</source>
        <translation>foreman beendet alle, wenn eines endet; hier wird nur dieses neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>exit_on_end: its end does not end the others</source>
        <translation>exit_on_end: sein Ende beendet die anderen nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>restart = exit_on_failure: the other processes are not ended with it</source>
        <translation>restart = exit_on_failure: die anderen Prozesse enden nicht mit ihm</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>shutdown.command: {text} is not run; it gets the stop signal</source>
        <translation>shutdown.command: {text} wird nicht ausgeführt; es bekommt das Stoppsignal</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>headers and the status code are not asked for</source>
        <translation>nach Kopfzeilen und Statuscode wird nicht gefragt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>neither exec nor http_get</source>
        <translation>weder exec noch http_get</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>the group {name} ({names}) is not kept together here</source>
        <translation>die Gruppe {name} ({names}) wird hier nicht zusammengehalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>priority {text}: say what it needs with `depends_on` instead</source>
        <translation>priority {text}: stattdessen sagt `depends_on`, was es braucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>[include] {text}: there is no such file</source>
        <translation>[include] {text}: eine solche Datei gibt es nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>[include] {text}: {name} cannot be read</source>
        <translation>[include] {text}: {name} ist nicht lesbar</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>wait_ready: `process.send('ready')` is not heard here; a probe can tell readiness</source>
        <translation>wait_ready: `process.send('ready')` wird hier nicht gehört; eine Prüfung kann Bereitschaft feststellen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>pm2 shares one port among copies; here each has to have a port of its own</source>
        <translation>pm2 teilt einen Port unter Kopien auf; hier braucht jede einen eigenen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it needs {name}, which is not among the modules</source>
        <translation>es braucht {name}, und das ist nicht unter den Modulen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>there are two of that name; the first is taken</source>
        <translation>es gibt zwei dieses Namens; das erste wird genommen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it is wanted {n} times</source>
        <translation>es ist {n}-mal gewünscht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it has no command: that is in its image, which is not looked into</source>
        <translation>es hat keinen Befehl: der steht in seinem Image, in das nicht hineingesehen wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it has no command: that is in the image {name}, which is not looked into</source>
        <translation>es hat keinen Befehl: der steht im Image {name}, in das nicht hineingesehen wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it has no command</source>
        <translation>es hat keinen Befehl</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>its command is only arguments of the program in its image</source>
        <translation>sein Befehl besteht nur aus Argumenten für das Programm in seinem Image</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>its command is only arguments of the program in the image {name}</source>
        <translation>sein Befehl besteht nur aus Argumenten für das Programm im Image {name}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it extends another service; `docker compose config` writes such files out in full</source>
        <translation>es erweitert einen anderen Dienst; `docker compose config` schreibt solche Dateien vollständig aus</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it wants a terminal to talk with somebody</source>
        <translation>es will ein Terminal, um mit jemandem zu sprechen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it puts itself into the background; give the command that keeps it in the foreground</source>
        <translation>es geht selbst in den Hintergrund; nötig ist der Befehl, mit dem es im Vordergrund bleibt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it listens to supervisord's own events</source>
        <translation>es hört auf Ereignisse von supervisord selbst</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>supervisord opens its socket, which nothing does here</source>
        <translation>supervisord öffnet seinen Socket, was hier niemand tut</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it has no script</source>
        <translation>es hat kein Skript</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it has no processes</source>
        <translation>es hat keine Prozesse</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it has no `processes`</source>
        <translation>es hat keine `processes`</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it has no `services`</source>
        <translation>es hat keine `services`</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it has no [program:NAME]</source>
        <translation>es hat kein [program:NAME]</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>there is no table at its top</source>
        <translation>zuoberst steht keine Tabelle</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it is larger or deeper than such a file can be</source>
        <translation>sie ist größer oder tiefer verschachtelt, als eine solche Datei sein kann</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it is no INI file: {text}</source>
        <translation>es ist keine INI-Datei: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it is no YAML that can be read: {text}</source>
        <translation>es ist kein lesbares YAML: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>it is no YAML: {text}</source>
        <translation>es ist kein YAML: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>line {n} is not `name: command`: {text}</source>
        <translation>Zeile {n} ist nicht `name: command`: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{name} has to be set: {text}</source>
        <translation>{name} muss gesetzt sein: {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>there is no file {text}</source>
        <translation>es gibt keine Datei {text}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/import_templates.py"/>
        <source>{text} cannot be imported: {why}</source>
        <translation>{text} lässt sich nicht importieren: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>It is a Procfile.</source>
        <translation>Es ist ein Procfile.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>It is a process-compose file.</source>
        <translation>Es ist eine Datei von process-compose.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>It is a Docker Compose file.</source>
        <translation>Es ist eine Datei von Docker Compose.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>It is a supervisord configuration.</source>
        <translation>Es ist eine Konfiguration von supervisord.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>It is a pm2 ecosystem file.</source>
        <translation>Es ist eine Ecosystem-Datei von pm2.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>started by {kind}</source>
        <translation>gestartet nach {kind}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>ready by {kind}</source>
        <translation>bereit nach {kind}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>alive by {kind}</source>
        <translation>lebendig nach {kind}</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>{n} files are written into {folder}: {files}</source>
        <comment>1 file is written into {folder}: {files}</comment>
        <translation>
            <numerusform>1 Datei wird in {folder} geschrieben: {files}</numerusform>
            <numerusform>{n} Dateien werden in {folder} geschrieben: {files}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>None of its programs can be started by itself; below stands why.</source>
        <translation>Keines der Programme darin lässt sich für sich allein starten; unten steht, warum.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>Nothing is chosen, so nothing is written.</source>
        <translation>Nichts ist ausgewählt, also wird nichts geschrieben.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>On trial: should one that was replaced become unhealthy, all are taken back.</source>
        <translation>Auf Probe: wird ein ersetztes Modul dadurch gestört, werden alle zurückgenommen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>All were taken back: {why}. Their files are kept, and not in effect.</source>
        <translation>Alle wurden zurückgenommen: {why}. Die Dateien sind noch da, gelten aber nicht.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>{name} is left out: {why}</source>
        <translation>{name} bleibt weg: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/importing.py"/>
        <source>They stay until you take them out.</source>
        <translation>Sie bleiben, bis sie wieder entfernt werden.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/incidents.py"/>
        <source>It is tried once more in {span}.</source>
        <translation>In {span} wird es noch einmal versucht.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/incidents.py"/>
        <source>It is not started again by itself.</source>
        <translation>Von selbst wird es nicht wieder gestartet.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/incidents.py"/>
        <source>Still missing: {modules}.</source>
        <translation>Es fehlen noch: {modules}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>to {percent} of a core: {why}</source>
        <translation>auf {percent} eines Kerns: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>to be held by {rung} ({strength})</source>
        <translation>soll durch {rung} durchgesetzt werden ({strength})</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>{used} of {limit}</source>
        <translation>{used} von {limit}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>at most {limit}</source>
        <translation>höchstens {limit}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>only watched</source>
        <translation>nur beobachtet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>held by {rung} ({strength})</source>
        <translation>durchgesetzt durch {rung} ({strength})</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <location filename="skelly_tray/ui/window/model.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>open files</source>
        <translation>offene Dateien</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>alerted</source>
        <comment>done at a limit</comment>
        <translation>gemeldet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>throttled</source>
        <comment>done at a limit</comment>
        <translation>gedrosselt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>degraded</source>
        <comment>done at a limit</comment>
        <translation>eingeschränkt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>restarted</source>
        <comment>done at a limit</comment>
        <translation>neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>stopped</source>
        <comment>done at a limit</comment>
        <translation>gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>alert</source>
        <comment>to be done at a limit</comment>
        <translation>melden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>throttle</source>
        <comment>to be done at a limit</comment>
        <translation>drosseln</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>degrade</source>
        <comment>to be done at a limit</comment>
        <translation>einschränken</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>restart</source>
        <comment>to be done at a limit</comment>
        <translation>neu starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>stop</source>
        <comment>to be done at a limit</comment>
        <translation>stoppen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>hard</source>
        <comment>how a limit is held</comment>
        <translation>hart</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>soft</source>
        <comment>how a limit is held</comment>
        <translation>weich</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>exceeded, {done}</source>
        <translation>überschritten, {done}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>exceeded</source>
        <translation>überschritten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <location filename="skelly_tray/ui/present/menu_lines.py"/>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>recovering</source>
        <translation>wird wiederhergestellt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>retrying</source>
        <translation>neuer Versuch folgt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{several}, the last:</source>
        <translation>{several}, zuletzt:</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} failures</source>
        <comment>{n} failure</comment>
        <translation>
            <numerusform>{n} Ausfall</numerusform>
            <numerusform>{n} Ausfälle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} restarts</source>
        <comment>{n} restart</comment>
        <translation>
            <numerusform>{n} Neustart</numerusform>
            <numerusform>{n} Neustarts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} limits crossed</source>
        <comment>{n} limit crossed</comment>
        <translation>
            <numerusform>{n} Limit überschritten</numerusform>
            <numerusform>{n} Limits überschritten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} changes of mode</source>
        <comment>{n} change of mode</comment>
        <translation>
            <numerusform>{n} Wechsel der Betriebsart</numerusform>
            <numerusform>{n} Wechsel der Betriebsart</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} new configurations</source>
        <comment>{n} new configuration</comment>
        <translation>
            <numerusform>{n} neue Konfiguration</numerusform>
            <numerusform>{n} neue Konfigurationen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} events of the system</source>
        <comment>{n} event of the system</comment>
        <translation>
            <numerusform>{n} Ereignis des Systems</numerusform>
            <numerusform>{n} Ereignisse des Systems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>{n} times</source>
        <comment>once</comment>
        <translation>
            <numerusform>einmal</numerusform>
            <numerusform>{n}-mal</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>{year}-{month}-{day} {time}</source>
        <comment>a date, and the time of the day after it</comment>
        <translation>{day}.{month}.{year} {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>{day} {month} {time}</source>
        <translation>{day}. {month} {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>d</source>
        <comment>days, as short as a unit</comment>
        <translation>T</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>twice</source>
        <translation>zweimal</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Jan</source>
        <comment>month</comment>
        <translation>Jan.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Feb</source>
        <comment>month</comment>
        <translation>Feb.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Mar</source>
        <comment>month</comment>
        <translation>März</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Apr</source>
        <comment>month</comment>
        <translation>Apr.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>May</source>
        <comment>month</comment>
        <translation>Mai</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Jun</source>
        <comment>month</comment>
        <translation>Juni</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Jul</source>
        <comment>month</comment>
        <translation>Juli</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Aug</source>
        <comment>month</comment>
        <translation>Aug.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Sep</source>
        <comment>month</comment>
        <translation>Sept.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Oct</source>
        <comment>month</comment>
        <translation>Okt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Nov</source>
        <comment>month</comment>
        <translation>Nov.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Dec</source>
        <comment>month</comment>
        <translation>Dez.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>Quit and stop {modules}</source>
        <translation>Beenden und {modules} stoppen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>Start now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>Retry now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>{n} more in trouble</source>
        <comment>1 more in trouble</comment>
        <translation>
            <numerusform>1 weiteres mit Problemen</numerusform>
            <numerusform>{n} weitere mit Problemen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>{n} starting or waiting</source>
        <comment>1 starting or waiting</comment>
        <translation>
            <numerusform>1 startet oder wartet</numerusform>
            <numerusform>{n} starten oder warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>{n} healthy</source>
        <comment>1 healthy</comment>
        <translation>
            <numerusform>1 gesund</numerusform>
            <numerusform>{n} gesund</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>{n} stopped</source>
        <comment>1 stopped</comment>
        <translation>
            <numerusform>1 gestoppt</numerusform>
            <numerusform>{n} gestoppt</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu_lines.py"/>
        <source>full mode in {time}</source>
        <translation>voller Betrieb in {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/module_files.py"/>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>set while it runs</source>
        <translation>im Betrieb gesetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/module_files.py"/>
        <source>our own, without a file</source>
        <translation>eigenes, ohne Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/module_files.py"/>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/module_files.py"/>
        <source>not in effect</source>
        <translation>gilt nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>What is to be run? For example: {example}</source>
        <translation>Was soll laufen? Zum Beispiel: {example}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>{sign} is handed to the program as a word: no shell is asked. For one, write {example}</source>
        <translation>{sign} geht als Wort an das Programm, ohne Shell. Mit einer Shell: {example}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>{name} is being added…</source>
        <translation>{name} wird hinzugefügt…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>{name} is running (pid {pid}).</source>
        <translation>{name} läuft (PID {pid}).</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>{name} was added. It is not started with the system.</source>
        <translation>{name} wurde hinzugefügt. Mit dem System wird es nicht gestartet.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>A quote is not closed</source>
        <translation>Ein Anführungszeichen ist nicht geschlossen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{what} ({cause}) and has been started again, {span} down.</source>
        <translation>{what} ({cause}) und wurde wieder gestartet, {span} Ausfall.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>It failed {times} since {time}. At first: {cause}.</source>
        <translation>Seit {time} {times} ausgefallen. Zuerst: {cause}.</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{n} modules run again: {modules}</source>
        <comment>{n} module runs again: {modules}</comment>
        <translation>
            <numerusform>{n} Modul läuft wieder: {modules}</numerusform>
            <numerusform>{n} Module laufen wieder: {modules}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{what} ({cause}) and runs again with less to do, {span} down.</source>
        <translation>{what} ({cause}) und läuft wieder, tut aber weniger, {span} Ausfall.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{what} ({cause}) and works again, {span} down.</source>
        <translation>{what} ({cause}) und arbeitet wieder, {span} Ausfall.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>Everything is being restarted</source>
        <translation>Alles wird neu gestartet</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{n} modules failed: {modules}</source>
        <comment>{n} module failed: {modules}</comment>
        <translation>
            <numerusform>{n} Modul ausgefallen: {modules}</numerusform>
            <numerusform>{n} Module ausgefallen: {modules}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{n} modules are over their limits: {modules}</source>
        <comment>{n} module is over its limit: {modules}</comment>
        <translation>
            <numerusform>{n} Modul ist über seinem Limit: {modules}</numerusform>
            <numerusform>{n} Module sind über ihren Limits: {modules}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} keeps failing</source>
        <translation>{module} fällt immer wieder aus</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} is over its limit</source>
        <translation>{module} ist über seinem Limit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>Everything was restarted</source>
        <translation>Alles wurde neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} runs again, but does less</source>
        <translation>{module} läuft wieder, tut aber weniger</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} runs again</source>
        <translation>{module} läuft wieder</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} stopped by itself</source>
        <translation>{module} hat sich von selbst beendet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} stopped answering</source>
        <translation>{module} antwortete nicht mehr</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} could not be started</source>
        <translation>{module} ließ sich nicht starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} went over its limit</source>
        <translation>{module} überschritt sein Limit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} failed</source>
        <translation>{module} ist ausgefallen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{cause} It is being brought back.</source>
        <translation>{cause} Es wird wieder hochgebracht.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>Meanwhile: {what}</source>
        <translation>Inzwischen: {what}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{modules} and {n} more</source>
        <translation>{modules} und {n} weitere</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>Snooze 1 h</source>
        <translation>1 h aussetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/recovering.py"/>
        <source>does less since {time}</source>
        <translation>tut weniger seit {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/recovering.py"/>
        <source>does less</source>
        <translation>tut weniger</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <source>Over its limit: {limits}</source>
        <translation>Über seinem Limit: {limits}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <source>Throttled {how}</source>
        <translation>Gedrosselt {how}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <source>It is disabled: nothing starts it.</source>
        <translation>Es ist abgeschaltet: nichts startet es.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>Secrets…</source>
        <translation>Geheimnisse…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <location filename="skelly_tray/ui/window/foot.py"/>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Enable</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>retry in {time}</source>
        <translation>neuer Versuch in {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>new settings taken back</source>
        <translation>neue Einstellungen zurückgenommen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>new settings not in effect</source>
        <translation>neue Einstellungen gelten nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>new configuration on trial, {time} left</source>
        <translation>neue Konfiguration auf Probe, noch {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>its new file is not in effect: {why}</source>
        <translation>seine neue Datei gilt nicht: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>restarted {times}</source>
        <translation>{times} neu gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>new configuration on trial</source>
        <translation>neue Konfiguration auf Probe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{name} is kept in {place}.</source>
        <translation>{name} liegt in: {place}.</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{name} is used by {names}, which go on with the value they have, and cannot be started again without it.</source>
        <comment>{name} is used by {names}, which goes on with the value it has, and cannot be started again without it.</comment>
        <translation>
            <numerusform>{name} wird von {names} genutzt. Das Modul läuft mit seinem Wert weiter und lässt sich ohne ihn nicht wieder starten.</numerusform>
            <numerusform>{name} wird von {names} genutzt. Die Module laufen mit ihrem Wert weiter und lassen sich ohne ihn nicht wieder starten.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>the system's keyring</source>
        <translation>Schlüsselbund des Systems</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>the file behind your passphrase</source>
        <translation>Datei mit Passphrase</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>memory, until Skelly Tray ends</source>
        <translation>Arbeitsspeicher, bis Skelly Tray endet</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{n} secrets are kept.</source>
        <comment>{n} secret is kept.</comment>
        <translation>
            <numerusform>{n} Geheimnis ist gespeichert.</numerusform>
            <numerusform>{n} Geheimnisse sind gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>There are no secrets yet.</source>
        <translation>Noch gibt es keine Geheimnisse.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>New secrets are kept in the system's keyring ({backend}).</source>
        <translation>Neue Geheimnisse kommen in den Schlüsselbund des Systems ({backend}).</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>The system's keyring is locked.</source>
        <translation>Der Schlüsselbund des Systems ist gesperrt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>The system's keyring does not answer.</source>
        <translation>Der Schlüsselbund des Systems antwortet nicht.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>The system's keyring refuses us.</source>
        <translation>Der Schlüsselbund des Systems verweigert den Zugriff.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>There is no keyring in this session.</source>
        <translation>In dieser Sitzung gibt es keinen Schlüsselbund.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{keyring} New secrets are kept in the file behind your passphrase.</source>
        <translation>{keyring} Neue Geheimnisse kommen in die Datei mit Passphrase.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{keyring} The file behind your passphrase is locked.</source>
        <translation>{keyring} Die Datei mit Passphrase ist gesperrt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{keyring} A file behind a passphrase of yours can keep secrets instead.</source>
        <translation>{keyring} Stattdessen kann eine Datei mit Passphrase die Geheimnisse aufbewahren.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{name} is deleted. No module uses it.</source>
        <translation>{name} wird gelöscht. Kein Modul nutzt es.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>A secret needs a name, such as {example}</source>
        <translation>Ein Geheimnis braucht einen Namen, etwa {example}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>There is a secret of that name; replace it instead</source>
        <translation>Ein Geheimnis mit diesem Namen gibt es schon; es lässt sich ersetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>nowhere: it is missing</source>
        <translation>nirgends: es fehlt</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{n} that are used are missing.</source>
        <comment>{n} that is used is missing.</comment>
        <translation>
            <numerusform>{n} benötigtes fehlt.</numerusform>
            <numerusform>{n} benötigte fehlen.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>The new value is handed to: {names}.</source>
        <translation>Den neuen Wert bekommen: {names}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>nobody</source>
        <translation>niemandem</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>its file</source>
        <translation>seine Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>a secret</source>
        <translation>ein Geheimnis</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>its file cannot be read: {why}</source>
        <translation>seine Datei ist nicht lesbar: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>New settings are on trial.</source>
        <translation>Neue Einstellungen sind auf Probe.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>The file is not in effect: something in it is wrong. The last good version is.</source>
        <translation>Die Datei gilt nicht: etwas darin stimmt nicht. Es gilt die letzte gute Fassung.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>The new settings were taken back: the module did not get well with them.</source>
        <translation>Die neuen Einstellungen wurden zurückgenommen: dem Modul ging es damit nicht gut.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>Health checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>These hold where a module says nothing else in its own file.</source>
        <translation>Diese gelten, wo ein Modul in seiner eigenen Datei nichts anderes sagt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>Load and limits</source>
        <translation>Last und Limits</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>Metrics for other programs</source>
        <translation>Metriken für andere Programme</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>When a module fails</source>
        <translation>Wenn ein Modul ausfällt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>How one module is brought back (restart, reset, degraded mode, restart of the system) is said in its own file.</source>
        <translation>Wie ein einzelnes Modul wiederhergestellt wird (Neustart, Zurücksetzen, eingeschränkter Betrieb, Neustart des Systems), steht in seiner eigenen Datei.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>Start of the system</source>
        <translation>Start des Systems</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>Safety nets</source>
        <translation>Sicherheitsnetze</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>Room and motion</source>
        <translation>Platz und Bewegung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>What is told</source>
        <translation>Was mitgeteilt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <location filename="skelly_tray/ui/window/event_list.py"/>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_pages.py"/>
        <source>How loudly</source>
        <translation>Wie laut</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>Not stored: {why}</source>
        <translation>Nicht gespeichert: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <source>Default: {value}</source>
        <translation>Vorgabe: {value}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>Not stored, and nothing is lost: {why}</source>
        <translation>Nicht gespeichert, und nichts ist verloren: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <source>Set while it runs; {file} says {value}</source>
        <translation>Im Betrieb gesetzt; {file} sagt {value}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <source>Set while it runs, not in {file}</source>
        <translation>Im Betrieb gesetzt, nicht in {file}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <source>Set in {file}</source>
        <translation>In {file} gesetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <source>Being stored…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <source>In effect already.</source>
        <translation>Gilt schon.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_rows.py"/>
        <source>Saved, and in effect.</source>
        <translation>Gespeichert und in Kraft.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <location filename="skelly_tray/ui/settings/general.py"/>
        <source>Start at login</source>
        <translation>Mit der Anmeldung starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Send a test notification</source>
        <translation>Testmitteilung senden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>Modules and their files</source>
        <translation>Module und ihre Dateien</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>Keyring and secrets</source>
        <translation>Schlüsselbund und Geheimnisse</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>Check the audit log</source>
        <translation>Audit-Protokoll prüfen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>Folders of Skelly Tray</source>
        <translation>Ordner von Skelly Tray</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>Look at this machine</source>
        <translation>Diesen Rechner untersuchen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>Save a report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>History and text of the configuration</source>
        <translation>Verlauf und Text der Konfiguration</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>autostart boot session</source>
        <translation>autostart anmeldung sitzung boot</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>quiet do not disturb pause</source>
        <translation>ruhe nicht stören pause leise</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>try desktop server</source>
        <translation>test ausprobieren desktop server</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>enable disable add edit toml</source>
        <translation>einschalten abschalten hinzufügen bearbeiten toml</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>password token passphrase lock</source>
        <translation>passwort token passphrase sperren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>verify chain who changed what</source>
        <translation>prüfen kette wer was geändert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>path config state logs open</source>
        <translation>pfad konfiguration zustand protokolle öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>doctor diagnostics platform</source>
        <translation>diagnose doctor plattform</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>bug export diagnostics support</source>
        <translation>fehler export diagnose hilfe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_search.py"/>
        <source>revisions undo rollback orchestrator.toml</source>
        <translation>revisionen rückgängig zurücknehmen orchestrator.toml</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Start in the tray, without a window</source>
        <translation>Im Infobereich starten, ohne Fenster</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Accent colour</source>
        <translation>Akzentfarbe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Height of rows</source>
        <translation>Zeilenhöhe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Check each module every</source>
        <translation>Jedes Modul prüfen alle</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>A check may take</source>
        <translation>Eine Prüfung darf dauern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Failed checks in a row that count as a failure</source>
        <translation>Fehlgeschlagene Prüfungen in Folge, die als Ausfall zählen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Shortest adapted interval</source>
        <translation>Kürzester angepasster Abstand</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Longest adapted interval</source>
        <translation>Längster angepasster Abstand</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Sample CPU and memory every</source>
        <translation>CPU und Speicher messen alle</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Check limits every</source>
        <translation>Limits prüfen alle</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Throttle modules when the machine is loaded to</source>
        <translation>Module drosseln ab einer Auslastung von</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Keep samples on disk</source>
        <translation>Messwerte auf der Festplatte aufbewahren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Keep them for</source>
        <translation>Aufbewahren für</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Largest size on disk</source>
        <translation>Größter Platz auf der Festplatte</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Port of the metrics page</source>
        <translation>Port der Metrikseite</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Restart what failed</source>
        <translation>Ausgefallenes neu starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Restarts before a module counts as failed</source>
        <translation>Neustarts, bis ein Modul als ausgefallen gilt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>First wait before a restart</source>
        <translation>Erste Wartezeit vor einem Neustart</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Longest wait before a restart</source>
        <translation>Längste Wartezeit vor einem Neustart</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Healthy for this long counts as recovered</source>
        <translation>So lange gesund gilt als wiederhergestellt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Try a failed module again after</source>
        <translation>Ausgefallenes Modul wieder versuchen nach</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Modules recovered at the same time</source>
        <translation>Module, die zugleich wiederhergestellt werden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>The whole system may take to start</source>
        <translation>Das ganze System darf zum Starten brauchen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Start modules at the same time</source>
        <translation>Module zugleich starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Pause between two starts</source>
        <translation>Pause zwischen zwei Starts</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Trial of a changed configuration</source>
        <translation>Probezeit einer geänderten Konfiguration</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Modules live on without Skelly Tray for</source>
        <translation>Module leben ohne Skelly Tray weiter für</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Show notifications</source>
        <translation>Mitteilungen zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>When it runs again</source>
        <translation>Wenn es wieder läuft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>When it is over a limit</source>
        <translation>Wenn es über einem Limit ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Wait before telling a failure</source>
        <translation>Warten, bevor ein Ausfall mitgeteilt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Quiet after a start or a wake-up</source>
        <translation>Ruhe nach einem Start oder Aufwachen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>At most in a minute</source>
        <translation>Höchstens je Minute</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Keep serious failures on the screen</source>
        <translation>Ernste Ausfälle stehen lassen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Play a sound for failures</source>
        <translation>Bei Ausfällen einen Ton abspielen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Muted modules</source>
        <translation>Stumme Module</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Size at which the audit log goes on in a new file</source>
        <translation>Größe, ab der das Audit-Protokoll in einer neuen Datei weitergeht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Older audit files that stay</source>
        <translation>Ältere Audit-Dateien, die bleiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Size at which a log goes on in a new file</source>
        <translation>Größe, ab der ein Protokoll in einer neuen Datei weitergeht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Older log files that stay</source>
        <translation>Ältere Protokolldateien, die bleiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>What Skelly Tray writes into its own log</source>
        <translation>Was Skelly Tray ins eigene Protokoll schreibt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>The usual</source>
        <translation>Das Übliche</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Every detail</source>
        <translation>Jede Einzelheit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Only problems</source>
        <translation>Nur Probleme</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Jelly, our own</source>
        <translation>Jelly, die eigene</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings_words.py"/>
        <source>Reduced</source>
        <translation>Reduziert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/simulated.py"/>
        <source>after {time}</source>
        <translation>nach {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/simulated.py"/>
        <source>fails</source>
        <translation>fällt aus</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/simulated.py"/>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/simulated.py"/>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <source>{time} ago</source>
        <translation>vor {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <source>10 min</source>
        <translation>10 min</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <source>30 d</source>
        <translation>30 T</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>Nothing has happened that needs explaining.</source>
        <translation>Es ist nichts geschehen, das zu erklären wäre.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>exit code {code}</source>
        <translation>Exit-Code {code}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>HOW IT CAME TO THIS</source>
        <translation>WIE ES DAZU KAM</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>SINCE THEN</source>
        <translation>SEITDEM</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>HOW IT ENDED</source>
        <translation>WIE ES ENDETE</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>LAST ANSWER OF ITS PROBE</source>
        <translation>LETZTE ANTWORT AUF EINE PRÜFUNG</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>ITS LAST LINES</source>
        <translation>SEINE LETZTEN ZEILEN</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>CONFIGURATION CHANGED BEFORE</source>
        <translation>KONFIGURATION ZUVOR GEÄNDERT</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>EARLIER</source>
        <translation>FRÜHER</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>WHAT HAPPENS NEXT</source>
        <translation>WIE ES WEITERGEHT</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>after {n} starts</source>
        <comment>after {n} start</comment>
        <translation>
            <numerusform>nach {n} Start</numerusform>
            <numerusform>nach {n} Starts</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>could not be made</source>
        <translation>ließ sich nicht ausführen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>In files and commands, {name} is called {id}.</source>
        <translation>In Dateien und Befehlen heißt {name} {id}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>{n} a minute, {cpu} CPU</source>
        <translation>{n} je Minute, {cpu} CPU</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>and {n} more</source>
        <comment>and 1 more</comment>
        <translation>
            <numerusform>und 1 weiterer</numerusform>
            <numerusform>und {n} weitere</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>Skelly itself</source>
        <translation>Skelly selbst</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>{cpu} CPU, {memory}</source>
        <translation>{cpu} CPU, {memory}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{age} ago</source>
        <translation>vor {age}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>slower now: {why}</source>
        <translation>jetzt langsamer: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>Core and keeper</source>
        <translation>Kern und Keeper</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>pid {core} and {keeper}</source>
        <translation>PID {core} und {keeper}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>Core</source>
        <translation>Kern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>pid {core}; the keeper is not there</source>
        <translation>PID {core}; der Keeper ist nicht da</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{module} has its state of {when} again.</source>
        <translation>{module} hat wieder seinen Zustand von {when}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>Its present state goes to the trash itself, so this can be undone in the same way.</source>
        <translation>Sein gegenwärtiger Zustand kommt selbst in den Papierkorb, also lässt sich das auf dieselbe Weise rückgängig machen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{module} gets the chosen state and is started with it.</source>
        <translation>{module} bekommt den gewählten Zustand und wird damit gestartet.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{module} is stopped, gets the chosen state and is started again.</source>
        <translation>{module} wird gestoppt, bekommt den gewählten Zustand und wird wieder gestartet.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{module} gets the chosen state and stays stopped.</source>
        <translation>{module} bekommt den gewählten Zustand und bleibt gestoppt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>This is what it looks like when Skelly Tray tells you something.</source>
        <translation>So sieht es aus, wenn Skelly Tray etwas mitteilt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>The desktop has taken it. Shown by: {how}</source>
        <translation>Der Desktop hat sie angenommen. Gezeigt durch: {how}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>Nothing here can show notifications: there is neither a server for them nor a tray. They are said in the main window while it is open.</source>
        <translation>Hier kann nichts Mitteilungen zeigen: es gibt weder einen Dienst dafür noch einen Infobereich. Sie stehen im Hauptfenster, solange es offen ist.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>A test notification</source>
        <translation>Eine Testmitteilung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>the desktop, with buttons</source>
        <translation>den Desktop, mit Knöpfen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>the desktop, without buttons</source>
        <translation>den Desktop, ohne Knöpfe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>the desktop; nothing had to be shown yet</source>
        <translation>den Desktop; noch war nichts zu zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>the tray icon, since no server for them answers</source>
        <translation>das Symbol, da kein Dienst dafür antwortet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>No server of notifications answers, so the tray icon has said it.</source>
        <translation>Kein Dienst für Mitteilungen antwortet, also hat das Symbol sie gezeigt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>Others are put off at the moment.</source>
        <translation>Andere sind zurzeit ausgesetzt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trial_notice.py"/>
        <source>It says that it holds notifications back now, so you may see it only later.</source>
        <translation>Er meldet, dass er Mitteilungen gerade zurückhält; vielleicht erscheint sie erst später.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/welcome.py"/>
        <source>Skelly Tray keeps programs running that you want to have around, and says why when one of them is not. Each is a module: a command that it starts, watches and brings back. The skull in the tray shows how they are, and a click on it opens the window.</source>
        <translation>Skelly Tray hält Programme am Laufen, die immer da sein sollen, und sagt, warum eines es nicht ist. Jedes ist ein Modul: ein Befehl, der gestartet, beobachtet und wiederhergestellt wird. Der Schädel im Infobereich zeigt, wie es ihnen geht, und ein Klick darauf öffnet das Fenster.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/welcome.py"/>
        <source>This could not be set up: {why}</source>
        <translation>Das ließ sich nicht einrichten: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/welcome.py"/>
        <source>The &amp;bundled system</source>
        <translation>Dem mit&amp;gelieferten System</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/welcome.py"/>
        <source>Notices which programs you use and how busy you are, keeps that in a database here, and words it kindly. Never what you type, and nothing leaves this machine.</source>
        <translation>Bemerkt, welche Programme in Gebrauch sind und wie viel los ist, bewahrt das hier in einer Datenbank auf und fasst es freundlich in Worte. Nie, was getippt wird, und nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/welcome.py"/>
        <source>One &amp;example</source>
        <translation>Einem &amp;Beispiel</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/welcome.py"/>
        <source>A small web server of this machine's own, to see how a module is written.</source>
        <translation>Ein kleiner Webserver nur für diesen Rechner, um zu sehen, wie ein Modul geschrieben ist.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/welcome.py"/>
        <source>&amp;Nothing yet</source>
        <translation>Noch ni&amp;chts</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/welcome.py"/>
        <source>You add modules yourself, each from its command line.</source>
        <translation>Module kommen von Hand hinzu, jedes mit seiner Befehlszeile.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>This is a dry run from how things are now: nothing is done.</source>
        <translation>Das ist ein Probelauf vom Stand von jetzt aus: es geschieht nichts.</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{modules} go on all the time</source>
        <comment>{modules} goes on all the time</comment>
        <translation>
            <numerusform>{modules} läuft durchgehend</numerusform>
            <numerusform>{modules} laufen durchgehend</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{some} and {last}</source>
        <translation>{some} und {last}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{n} more changes like these</source>
        <translation>{n} weitere Änderungen dieser Art</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} does not run now: its failure would change nothing.</source>
        <translation>{module} läuft gerade nicht: sein Ausfall würde nichts ändern.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} would be started again as it was.</source>
        <translation>{module} würde wieder gestartet, wie es war.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} would be started again with an empty state; the present one goes to the trash.</source>
        <translation>{module} würde mit leerem Zustand wieder gestartet; der gegenwärtige kommt in den Papierkorb.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} would be started again and do less, until full mode is tried again.</source>
        <translation>{module} würde wieder gestartet und täte weniger, bis voller Betrieb wieder versucht wird.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>Everything would be stopped and started again in order.</source>
        <translation>Alles würde der Reihe nach gestoppt und wieder gestartet.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>Its strategy is {strategy}.</source>
        <translation>Seine Strategie ist {strategy}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>All is quiet again after {time}</source>
        <translation>Nach {time} ist wieder Ruhe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>If it can be started again</source>
        <translation>Wenn es sich wieder starten lässt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>If it dies at every start</source>
        <translation>Wenn es bei jedem Start stirbt</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>is given up after {n} restarts</source>
        <comment>is given up after {n} restart</comment>
        <translation>
            <numerusform>wird nach {n} Neustart aufgegeben</numerusform>
            <numerusform>wird nach {n} Neustarts aufgegeben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>does less, {n} restarts</source>
        <comment>does less, {n} restart</comment>
        <translation>
            <numerusform>tut weniger, {n} Neustart</numerusform>
            <numerusform>tut weniger, {n} Neustarts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>is restarted {n} times</source>
        <comment>is restarted</comment>
        <translation>
            <numerusform>wird neu gestartet</numerusform>
            <numerusform>wird {n}-mal neu gestartet</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} dies</source>
        <translation>{module} stirbt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} waits; {next_try}</source>
        <translation>{module} wartet; {next_try}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>is stopped, because {why}</source>
        <translation>wird gestoppt: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>is stopped</source>
        <translation>wird gestoppt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>gets its former configuration back</source>
        <translation>bekommt seine frühere Konfiguration zurück</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/private_file.py"/>
        <source>what is there is not a file</source>
        <translation>was dort liegt, ist keine Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Versions, states, events and our own log in one file, without secrets. It is sent nowhere.</source>
        <translation>Versionen, Zustände, Ereignisse und das eigene Protokoll in einer Datei, ohne Geheimnisse. Sie wird nirgendwohin gesendet.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Every change is kept as a revision that can be brought back.</source>
        <translation>Jede Änderung bleibt als Revision erhalten und lässt sich zurückholen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Look at this machine…</source>
        <translation>Diesen Rechner untersuchen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Save a report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>History and text…</source>
        <translation>Verlauf und Text…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Being made…</source>
        <translation>Wird erstellt…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Open folder: {name}</source>
        <translation>Ordner öffnen: {name}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>What it can do, and what Skelly Tray uses of it</source>
        <translation>Was er kann und was Skelly Tray davon nutzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Choose a file</source>
        <translation>Eine Datei wählen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Go back to a revision, or edit the whole file</source>
        <translation>Zu einer Revision zurückkehren oder die ganze Datei bearbeiten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Platform, keyring, tray, and how limits are held.</source>
        <translation>Plattform, Schlüsselbund, Infobereich und wie Limits durchgesetzt werden.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>A report for somebody who helps</source>
        <translation>Ein Bericht für alle, die helfen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Text and history</source>
        <translation>Text und Verlauf</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Everything else</source>
        <translation>Alles andere</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Filter everything else</source>
        <translation>Alles andere filtern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>not known: {error}</source>
        <translation>nicht bekannt: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>The report was not saved: {error}</source>
        <translation>Der Bericht wurde nicht gespeichert: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <source>Saved as {path}. Look through it before you pass it on.</source>
        <translation>Gespeichert als {path}. Vor dem Weitergeben bitte durchsehen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/advanced.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <location filename="skelly_tray/ui/window/table.py"/>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>Whether it starts with the system</source>
        <translation>Ob es mit dem System startet</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>No modules yet. Add one from its command line, or import a file.</source>
        <translation>Noch keine Module. Eines mit seiner Befehlszeile hinzufügen oder eine Datei importieren.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>{module} starts with the system.</source>
        <translation>{module} startet mit dem System.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>{module} does not start with the system any more.</source>
        <translation>{module} startet nicht mehr mit dem System.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>AT START</source>
        <translation>AUTOSTART</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>NOW</source>
        <translation>JETZT</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>Edit the file of the chosen module</source>
        <translation>Die Datei des gewählten Moduls bearbeiten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Add one from its command line</source>
        <translation>Eines mit seiner Befehlszeile hinzufügen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Add those of a file of another supervisor</source>
        <translation>Die Module aus der Datei eines anderen Supervisors hinzufügen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/modules.py"/>
        <source>Show the files in the file manager</source>
        <translation>Die Dateien in der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Shown by: {how}</source>
        <translation>Gezeigt durch: {how}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Sent; waiting for the desktop…</source>
        <translation>Gesendet; wartet auf den Desktop…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Snooze: {time}</source>
        <translation>Aussetzen: {time}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Show notifications again</source>
        <translation>Mitteilungen wieder zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>See whether notifications are seen</source>
        <translation>Prüfen, ob Mitteilungen zu sehen sind</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Snooze</source>
        <translation>Aussetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Notifications are shown as they come.</source>
        <translation>Mitteilungen werden gezeigt, wie sie kommen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Put off until {time}.</source>
        <translation>Ausgesetzt bis {time}.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>The desktop has not answered yet. It may hang.</source>
        <translation>Der Desktop hat noch nicht geantwortet. Vielleicht hängt er.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Put notifications off for an hour</source>
        <translation>Mitteilungen für eine Stunde aussetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/notifications.py"/>
        <source>Put notifications off until the morning</source>
        <translation>Mitteilungen bis zum Morgen aussetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>How Skelly Tray starts and speaks.</source>
        <translation>Wie Skelly Tray startet und spricht.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>How its windows look.</source>
        <translation>Wie seine Fenster aussehen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>Monitoring</source>
        <translation>Überwachung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>How often is looked, and what is kept of it.</source>
        <translation>Wie oft nachgesehen wird und was davon bleibt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>What is done when something fails, and how patiently.</source>
        <translation>Was bei einem Ausfall getan wird, und mit wie viel Geduld.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>What is told on the desktop, and how loudly.</source>
        <translation>Was auf dem Desktop mitgeteilt wird, und wie laut.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>What is kept running.</source>
        <translation>Was am Laufen gehalten wird.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>Where passwords and tokens are kept, and who changed what.</source>
        <translation>Wo Passwörter und Tokens liegen, und wer was geändert hat.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/pages.py"/>
        <source>Folders, reports, and everything else.</source>
        <translation>Ordner, Berichte und alles andere.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/recovery.py"/>
        <source>Settings of single modules…</source>
        <translation>Einstellungen einzelner Module…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/recovery.py"/>
        <source>Each says in its own file how it is brought back</source>
        <translation>Jedes sagt in seiner Datei, wie es wiederhergestellt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/row.py"/>
        <source>Take the override away</source>
        <translation>Laufzeitwert entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/row.py"/>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/row.py"/>
        <source>Put back</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/row.py"/>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/row.py"/>
        <source>What the file says holds again</source>
        <translation>Dann gilt wieder die Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/row.py"/>
        <source>Store it once more</source>
        <translation>Noch einmal speichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/row.py"/>
        <source>Show what is in effect</source>
        <translation>Zeigen, was gilt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/row.py"/>
        <source>Back to the default: {value}</source>
        <translation>Zurück zur Vorgabe: {value}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/row.py"/>
        <source>Take it out</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>Set, replace or delete one</source>
        <translation>Eines setzen, ersetzen oder löschen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>Whether it was changed by somebody</source>
        <translation>Ob es jemand verändert hat</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>Keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>Where secrets are kept</source>
        <translation>Wo Geheimnisse liegen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>Is it whole?</source>
        <translation>Ist es unversehrt?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>Looking through the log…</source>
        <translation>Das Protokoll wird durchgesehen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>It could not be looked through: {error}</source>
        <translation>Es ließ sich nicht durchsehen: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/secrets.py"/>
        <source>Every change of the configuration and of secrets is noted in it, with who asked for it.</source>
        <translation>Jede Änderung der Konfiguration und der Geheimnisse steht darin, und wer sie veranlasst hat.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/store.py"/>
        <source>The settings could not be asked for: {error}</source>
        <translation>Die Einstellungen waren nicht zu haben: {error}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/store.py"/>
        <source>orchestrator.toml is not TOML.</source>
        <translation>orchestrator.toml ist kein TOML.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>Words of a setting, or of what it means (Ctrl+F)</source>
        <translation>Wörter einer Einstellung oder ihrer Bedeutung (Strg+F)</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>Pages of settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>What is wrong with the settings</source>
        <translation>Was an den Einstellungen nicht stimmt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>Edit as text…</source>
        <translation>Als Text bearbeiten…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>No setting has these words. Escape shows all of them.</source>
        <translation>Keine Einstellung enthält diese Wörter. Esc zeigt alle.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/settings/window.py"/>
        <source>The whole file, its history, and the way back</source>
        <translation>Die ganze Datei, ihr Verlauf und der Weg zurück</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>Its curves</source>
        <translation>Seine Kurven</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>What happened to it</source>
        <translation>Was mit ihm geschah</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>What is in effect</source>
        <translation>Was gilt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>What it may use</source>
        <translation>Was es nutzen darf</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>The story behind its state</source>
        <translation>Was hinter seinem Zustand steckt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>More…</source>
        <translation>Mehr…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>pid {pid}</source>
        <translation>PID {pid}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>up {time}</source>
        <translation>läuft seit {time}</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>{n} child processes</source>
        <comment>{n} child process</comment>
        <translation>
            <numerusform>{n} Kindprozess</numerusform>
            <numerusform>{n} Kindprozesse</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>needs {modules}</source>
        <translation>braucht {modules}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Start this module</source>
        <translation>Dieses Modul starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Stop this module and keep it stopped</source>
        <translation>Dieses Modul stoppen und gestoppt lassen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Stop it and start it again</source>
        <translation>Stoppen und wieder starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Open its page in the browser</source>
        <translation>Seine Seite im Browser öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>What if it fails, and more</source>
        <translation>Was, wenn es ausfällt, und mehr</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Disable {module}? It is stopped, and nothing starts it.</source>
        <translation>{module} abschalten? Es wird gestoppt, und nichts startet es.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>{modules} need it.</source>
        <translation>{modules} brauchen es.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>There is no folder yet: {folder}</source>
        <translation>Noch gibt es keinen Ordner: {folder}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Disable</source>
        <translation>Abschalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Write it to its file</source>
        <translation>In seine Datei schreiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Leave it as it is</source>
        <translation>Lassen, wie es ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>I have read it</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Nothing here opens folders. It is {folder}</source>
        <translation>Hier öffnet nichts Ordner. Es ist {folder}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <source>Nothing is looked after yet</source>
        <translation>Noch wird nichts betreut</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <source>A module is a program that is kept running. Add one from its command line, import those of a Procfile or of another supervisor, or put a file into the modules folder of the configuration: it appears here at once.</source>
        <translation>Ein Modul ist ein Programm, das am Laufen gehalten wird. Eines lässt sich aus seiner Befehlszeile hinzufügen, die eines Procfile oder eines anderen Supervisors lassen sich importieren, oder eine Datei wird in den Modulordner der Konfiguration gelegt: sie erscheint hier sofort.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <source>Add a module…</source>
        <translation>Modul hinzufügen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <source>Import a file…</source>
        <translation>Datei importieren…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/event_list.py"/>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Kind of events</source>
        <translation>Art der Ereignisse</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Its cause</source>
        <translation>Seine Ursache</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Log at this time</source>
        <translation>Protokoll zu dieser Zeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Looking it up…</source>
        <translation>Es wird nachgesehen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Choose the event that led to this one</source>
        <translation>Das Ereignis wählen, das hierzu führte</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>What it wrote then</source>
        <translation>Was es damals schrieb</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Go to {module}</source>
        <translation>Zu {module}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Nothing of this kind has happened.</source>
        <translation>Nichts dieser Art ist geschehen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>because of {time}  {what}</source>
        <translation>wegen {time}  {what}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Its cause is no longer in the journal.</source>
        <translation>Seine Ursache steht nicht mehr im Journal.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>Not right?</source>
        <translation>Stimmt nicht?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>No focus was counted in the last days.</source>
        <translation>In den letzten Tagen wurde kein Fokus gezählt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>Nothing was said yet. Messages are rare, and none comes while you are in flow.</source>
        <translation>Noch wurde nichts gesagt. Nachrichten sind selten, und im Flow kommt keine.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>Data capture does not run: nothing is captured.</source>
        <translation>Die Datenerfassung läuft nicht: nichts wird erfasst.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>Say how it really is, so that it learns</source>
        <translation>Angeben, wie es wirklich ist, damit es lernt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>Last messages</source>
        <translation>Letzte Nachrichten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>What is captured</source>
        <translation>Was erfasst wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>Save all that is kept about your days in a file</source>
        <translation>Alles über die Tage Aufbewahrte in einer Datei speichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>Delete everything…</source>
        <translation>Alles löschen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>Remove all that is kept about your days</source>
        <translation>Alles über die Tage Aufbewahrte entfernen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_page.py"/>
        <source>{module} gave an answer that cannot be read.</source>
        <translation>{module} hat etwas geantwortet, das nicht gelesen werden kann.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_strip.py"/>
        <source>Today's timeline</source>
        <translation>Zeitleiste von heute</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/focus_strip.py"/>
        <source>Focus in the last days</source>
        <translation>Fokus der letzten Tage</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/foot.py"/>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/foot.py"/>
        <source>Change how Skelly Tray works (Ctrl+,)</source>
        <translation>Ändern, wie Skelly Tray arbeitet (Strg+,)</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>No module needs another. With depends_on in its file, a module starts after those named there.</source>
        <translation>Kein Modul braucht ein anderes. Mit depends_on in seiner Datei startet ein Modul nach den dort genannten.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>starts before</source>
        <translation>startet vorher</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>stops meanwhile</source>
        <translation>stoppt solange</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>in a circle</source>
        <translation>im Kreis</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>What the lines mean</source>
        <translation>Was die Linien bedeuten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>The dependencies could not be had: {why}</source>
        <translation>Die Abhängigkeiten waren nicht zu haben: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>About the chosen module</source>
        <translation>Zum gewählten Modul</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>All of it in view</source>
        <translation>Alles auf einmal</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>No modules yet.
Add one above, or put its file into the modules folder: it appears here.</source>
        <translation>Noch keine Module.
Hinzufügen lässt sich eines oben oder mit einer Datei im Ordner modules: es erscheint hier.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Modules in the order of starting</source>
        <translation>Module in der Reihenfolge des Startens</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>What if it fails?</source>
        <translation>Was, wenn es ausfällt?</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Show what would follow, and do nothing</source>
        <translation>Zeigen, was folgen würde, und nichts tun</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Show it on the page of the modules</source>
        <translation>Auf der Seite der Module zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Choose a module to see what it needs and what needs it.</source>
        <translation>Ein Modul wählen, um zu sehen, was es braucht und wer es braucht.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Needs</source>
        <translation>Braucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Needs no other module.</source>
        <translation>Braucht kein anderes Modul.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Needed by</source>
        <translation>Gebraucht von</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>No module needs it.</source>
        <translation>Kein Modul braucht es.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_view.py"/>
        <source>Dependency graph</source>
        <translation>Abhängigkeitsgraph</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Filter modules</source>
        <translation>Module filtern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Words of a name, a state or a reason (Ctrl+F)</source>
        <translation>Wörter aus Name, Zustand oder Grund (Strg+F)</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Add module…</source>
        <translation>Modul hinzufügen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>All…</source>
        <translation>Alle…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Start every module</source>
        <translation>Jedes Modul starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Restart every module</source>
        <translation>Jedes Modul neu starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Stop every module, in order</source>
        <translation>Jedes Modul stoppen, der Reihe nach</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Start, restart or stop all, or add modules</source>
        <translation>Alle starten, neu starten oder stoppen, oder Module hinzufügen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/heat_strip.py"/>
        <source>Health of all modules over time</source>
        <translation>Gesundheit aller Module über die Zeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/heat_strip.py"/>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>when exceeded: {steps}</source>
        <translation>bei Überschreitung: {steps}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>It has no limits: it may use what it wants. What it uses is watched all the same.</source>
        <translation>Es hat keine Limits: es darf verbrauchen, was es will. Beobachtet wird der Verbrauch trotzdem.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>Set limits…</source>
        <translation>Limits setzen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>next: {steps}</source>
        <translation>als Nächstes: {steps}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>Edit its file, under [limits]</source>
        <translation>Seine Datei bearbeiten, unter [limits]</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Find in the log</source>
        <translation>Im Protokoll suchen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>The match before</source>
        <translation>Der vorige Treffer</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>The next match</source>
        <translation>Der nächste Treffer</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Go to 14:02</source>
        <translation>Gehe zu 14:02</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Go to a time, such as 14:02 or -5 min</source>
        <translation>Zu einer Zeit gehen, etwa 14:02 oder -5 min</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Least level</source>
        <translation>Niedrigste Stufe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Stream</source>
        <translation>Datenstrom</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Output of {module}</source>
        <translation>Ausgabe von {module}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>All levels</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Information</source>
        <translation>Information</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>All output</source>
        <translation>Alle Ausgaben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>! Error output</source>
        <translation>! Fehlerausgabe</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>· Ours</source>
        <translation>· Von uns</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Keep the newest line in view</source>
        <translation>Die neueste Zeile im Blick behalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Copy what is chosen, else all lines shown</source>
        <translation>Die Auswahl kopieren, sonst alle gezeigten Zeilen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>No line passes the filter.</source>
        <translation>Keine Zeile passt zum Filter.</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Follow ({n} new)</source>
        <comment>Follow ({n} new)</comment>
        <translation>
            <numerusform>Folgen ({n} neue)</numerusform>
            <numerusform>Folgen ({n} neue)</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>That is no time; write it as 14:02, or -5 min.</source>
        <translation>Das ist keine Zeit; sie schreibt sich 14:02 oder -5 min.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Nothing older is kept.</source>
        <translation>Älteres ist nicht aufbewahrt.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>{n} lines</source>
        <comment>{n} line</comment>
        <translation>
            <numerusform>{n} Zeile</numerusform>
            <numerusform>{n} Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>{at} of {all}</source>
        <translation>{at} von {all}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Sort by {column}; a third click shows trouble first again</source>
        <translation>Nach {column} sortieren; ein dritter Klick zeigt Probleme wieder zuerst</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Up</source>
        <translation>Seit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Open its folder</source>
        <translation>Seinen Ordner öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Restart options…</source>
        <translation>Neustart-Optionen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Stop options…</source>
        <translation>Stopp-Optionen…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Disable…</source>
        <translation>Abschalten…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>the picture could not be written</source>
        <translation>das Bild ließ sich nicht schreiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>Show the last {span}</source>
        <translation>Die letzten {span} zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Keep the figures or the picture</source>
        <translation>Die Werte oder das Bild sichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Events at this time</source>
        <translation>Ereignisse zu dieser Zeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Save the figures as CSV…</source>
        <translation>Werte als CSV speichern…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Save the picture as PNG…</source>
        <translation>Bild als PNG speichern…</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>What runs</source>
        <translation>Was läuft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>All of it, over time</source>
        <translation>Alles, über die Zeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>What needs what</source>
        <translation>Was was braucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>Focus</source>
        <translation>Fokus</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>Your day</source>
        <translation>Der Tag</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>Health and response</source>
        <translation>Gesundheit und Antwort</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Defaults</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Settings in effect</source>
        <translation>Geltende Einstellungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Show what nobody has set, too</source>
        <translation>Auch zeigen, was niemand gesetzt hat</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Edit its file, go back to a revision</source>
        <translation>Seine Datei bearbeiten, zu einer Revision zurückkehren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Take back the chosen override: what the file says holds</source>
        <translation>Den gewählten Laufzeitwert zurücknehmen: dann gilt die Datei</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>From</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Moment of the dry run</source>
        <translation>Zeitpunkt im Probelauf</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Back to now</source>
        <translation>Zurück zu jetzt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>It could not be worked out: {why}</source>
        <translation>Es ließ sich nicht durchrechnen: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Everything is as it is now.</source>
        <translation>Alles ist, wie es jetzt ist.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>End the dry run</source>
        <translation>Den Probelauf beenden</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Go on all the time: {modules}</source>
        <translation>Laufen durchgehend: {modules}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>What it wrote last</source>
        <translation>Was es zuletzt schrieb</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>Start it at once</source>
        <translation>Sofort starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>What was written, and why it is not in effect</source>
        <translation>Was geschrieben wurde, und warum es nicht gilt</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Issues</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>What needs attention</source>
        <translation>Was Beachtung braucht</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Good to know</source>
        <translation>Gut zu wissen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Our own cost</source>
        <translation>Eigener Verbrauch</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Nothing. What goes wrong is told here, with what to do about it.</source>
        <translation>Nichts. Was schiefgeht, steht hier, mit dem, was zu tun ist.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Show {what}</source>
        <translation>{what} zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Show this module</source>
        <translation>Dieses Modul zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>The higher, the worse. Point at it to read it, click to go there.</source>
        <translation>Je höher, desto schlechter. Der Mauszeiger zeigt, was war; ein Klick führt dorthin.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>The system in figures</source>
        <translation>Das System in Zahlen</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>No modules yet.
Add one above, or put its file into the modules folder: its health is told here.</source>
        <translation>Noch keine Module.
Hinzufügen lässt sich eines oben oder mit einer Datei im Ordner modules: seine Gesundheit steht hier.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>The past could not be had: {why}</source>
        <translation>Die Vergangenheit war nicht zu haben: {why}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>Health of all modules</source>
        <translation>Gesundheit aller Module</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>CPU of all modules</source>
        <translation>CPU aller Module</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>Disk, our folders</source>
        <translation>Festplatte, eigene Ordner</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>Skelly itself: {figures}</source>
        <translation>Skelly selbst: {figures}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>{all} · ours {own}</source>
        <translation>{all} · eigen {own}</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/table.py"/>
        <source>No module has these words. Escape in the filter shows all.</source>
        <translation>Kein Modul enthält diese Wörter. Esc im Filter zeigt alle.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>The story</source>
        <translation>Die Geschichte</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Copy for a bug report</source>
        <translation>Für einen Fehlerbericht kopieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Copied. Look it over before you send it.</source>
        <translation>Kopiert. Vor dem Absenden bitte durchsehen.</translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Version, state, story and last lines, without secrets</source>
        <translation>Version, Zustand, Vorgeschichte und letzte Zeilen, ohne Geheimnisse</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Startup timeout</source>
        <translation>Startfrist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long the whole system may take to start</source>
        <translation>Wie lange das ganze System zum Starten brauchen darf</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Module start delay</source>
        <translation>Pause zwischen Starts</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two starts when they are sequential</source>
        <translation>Pause zwischen zwei Starts, wenn sie nacheinander geschehen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Parallel startup</source>
        <translation>Paralleler Start</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Start all modules whose dependencies are ready at the same time</source>
        <translation>Alle Module, deren Abhängigkeiten bereit sind, zugleich starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Health check interval</source>
        <translation>Prüfabstand</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two checks of a module, where it says nothing</source>
        <translation>Pause zwischen zwei Prüfungen eines Moduls, wo es nichts sagt</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Health check timeout</source>
        <translation>Prüffrist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long one check may take, where the module says nothing</source>
        <translation>Wie lange eine Prüfung dauern darf, wo das Modul nichts sagt</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Unhealthy threshold</source>
        <translation>Fehlschläge bis zum Ausfall</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Auto recovery</source>
        <translation>Automatische Wiederherstellung</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max recovery attempts</source>
        <translation>Höchstzahl der Versuche</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Restarts without a stable run before a module is failed</source>
        <translation>Neustarts ohne stabilen Lauf, nach denen ein Modul aufgegeben wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Recovery backoff</source>
        <translation>Wartezeit vor Neustarts</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>First wait before a further restart; doubles each time</source>
        <translation>Erste Wartezeit vor einem weiteren Neustart; verdoppelt sich jedes Mal</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Resource check interval</source>
        <translation>Abstand der Limitprüfung</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two checks of limits; near a limit it is less</source>
        <translation>Pause zwischen zwei Prüfungen der Limits; nahe an einem Limit ist sie kürzer</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Throttle threshold</source>
        <translation>Drosselschwelle</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Load of the whole machine (CPU or memory) from which modules are throttled, least important first (100: never)</source>
        <translation>Auslastung des ganzen Rechners (CPU oder Speicher), ab der Module gedrosselt werden, unwichtigste zuerst (100: nie)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Stable after</source>
        <translation>Stabil nach</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Healthy for so long since it became ready: the restart budget is full again</source>
        <translation>So lange gesund, seit es bereit ist: die Neustarts zählen wieder von vorn</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Recovery backoff max</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Retry failed after</source>
        <translation>Probestart nach</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Wait before one trial start of a failed module, doubling to an hour (0: never)</source>
        <translation>Wartezeit vor einem Probestart eines ausgefallenen Moduls, verdoppelt bis zu einer Stunde (0: nie)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max concurrent recoveries</source>
        <translation>Gleichzeitige Wiederherstellungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How many modules may be retried at once</source>
        <translation>Wie viele Module zugleich neu versucht werden</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Orphan grace</source>
        <translation>Frist ohne Orchestrator</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long modules live on without the orchestrator</source>
        <translation>Wie lange Module ohne den Orchestrator weiterleben</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Config trial</source>
        <translation>Probezeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long a changed configuration is on trial (0: not at all)</source>
        <translation>Wie lange eine geänderte Konfiguration auf Probe ist (0: gar nicht)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Sample interval</source>
        <translation>Messabstand</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two samples of CPU and memory</source>
        <translation>Pause zwischen zwei Messungen von CPU und Speicher</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Ui</source>
        <translation>Oberfläche</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Colours of the window</source>
        <translation>Farben des Fensters</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Start hidden</source>
        <translation>Verborgen starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Open no window at the start, only the tray icon</source>
        <translation>Beim Start kein Fenster öffnen, nur das Symbol zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Language of the window and the tray</source>
        <translation>Sprache des Fensters und des Symbols</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Accent</source>
        <translation>Akzent</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Colour of what is chosen or focused: ours, or the desktop's as far as it can be read</source>
        <translation>Farbe dessen, was gewählt oder fokussiert ist: die eigene oder die des Desktops, soweit sie lesbar ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Height of the rows of the module list</source>
        <translation>Höhe der Zeilen in der Modulliste</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Reduced: menus and tips appear at once, and no cursor blinks</source>
        <translation>Reduziert: Menüs und Hinweise erscheinen sofort, und kein Cursor blinkt</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max (MB)</source>
        <translation>Höchstens (MB)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Size at which a log file is rotated</source>
        <translation>Größe, ab der eine Protokolldatei rotiert</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Keep</source>
        <translation>Aufbewahren</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How many rotated files stay, compressed</source>
        <translation>Wie viele rotierte Dateien bleiben, komprimiert</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What Skelly Tray writes into its own log: every detail, the usual, or only problems (-v: every detail)</source>
        <translation>Was Skelly Tray ins eigene Protokoll schreibt: jede Einzelheit, das Übliche oder nur Probleme (-v: jede Einzelheit)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Interval min</source>
        <translation>Kleinster Abstand</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Lower bound of every adapted check interval (0: none)</source>
        <translation>Untergrenze jedes angepassten Prüfabstands (0: keine)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Interval max</source>
        <translation>Größter Abstand</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Upper bound of every adapted check interval (0: none)</source>
        <translation>Obergrenze jedes angepassten Prüfabstands (0: keine)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Port of the metrics page on 127.0.0.1, for whoever has the token in metrics.token of the run folder (0: no page)</source>
        <translation>Port der Metrikseite auf 127.0.0.1, für alle mit dem Token aus metrics.token im Laufordner (0: keine Seite)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Enabled</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Keep samples on disk; without, curves reach back ten minutes</source>
        <translation>Messwerte auf der Festplatte aufbewahren; sonst reichen die Kurven zehn Minuten zurück</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How far back: a second apart for an hour, ten for a day, then a minute</source>
        <translation>Wie weit zurück: sekündlich für eine Stunde, alle zehn Sekunden für einen Tag, dann minütlich</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Largest size on disk; the oldest is dropped</source>
        <translation>Größter Platz auf der Festplatte; das Älteste fällt weg</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How many older files of it stay</source>
        <translation>Wie viele ältere Dateien davon bleiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Tell anything at all</source>
        <translation>Überhaupt etwas mitteilen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Failures</source>
        <translation>Ausfälle</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>A module has failed, was given up, or has everything restarted</source>
        <translation>Ein Modul ist ausgefallen, wurde aufgegeben oder lässt alles neu starten</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Recovered</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>A module that had failed runs again</source>
        <translation>Ein ausgefallenes Modul läuft wieder</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>A module is over a limit</source>
        <translation>Ein Modul ist über einem Limit</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>After</source>
        <translation>Nach</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long a failure waits for more of them, and may be cured, before it is told</source>
        <translation>Wie lange ein Ausfall auf weitere wartet und behoben werden kann, bevor er mitgeteilt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Grace</source>
        <translation>Schonfrist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long nothing is told after the start of the system, or when the machine wakes up</source>
        <translation>Wie lange nach dem Systemstart oder dem Aufwachen des Rechners nichts mitgeteilt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Per minute</source>
        <translation>Je Minute</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Most notifications and updates of them in a minute; the rest is told together</source>
        <translation>Meiste Mitteilungen und Aktualisierungen je Minute; der Rest wird zusammengefasst</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Urgent</source>
        <translation>Dringend</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>A required module that was given up is urgent: it stays until it is seen</source>
        <translation>Ein aufgegebenes erforderliches Modul ist dringend: die Mitteilung bleibt, bis sie gesehen ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Play the desktop's sound for a failure</source>
        <translation>Bei einem Ausfall den Ton des Desktops abspielen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Modules that nothing is told of</source>
        <translation>Module, über die nichts mitgeteilt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What people call it</source>
        <translation>Wie es genannt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the id</source>
        <translation>die ID</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Its version, for people</source>
        <translation>Seine Version, zum Lesen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>The program and its arguments, without a shell; this or builtin must be there</source>
        <translation>Das Programm und seine Argumente, ohne Shell; dies oder builtin muss da sein</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Builtin</source>
        <translation>Mitgeliefert</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Name of a bundled module</source>
        <translation>Name eines mitgelieferten Moduls</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Working folder</source>
        <translation>Arbeitsordner</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Environment variables, added to ours</source>
        <translation>Umgebungsvariablen, zusätzlich zu den eigenen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>User it runs as; only when we run as root</source>
        <translation>Benutzer, als der es läuft; nur wenn wir als root laufen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>our own user</source>
        <translation>der eigene Benutzer</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Group it runs as; only when we run as root</source>
        <translation>Gruppe, als die es läuft; nur wenn wir als root laufen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the user's</source>
        <translation>die des Benutzers</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Off: known, not started with the system</source>
        <translation>Aus: bekannt, aber nicht mit dem System gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Required</source>
        <translation>Erforderlich</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Off: without it the system is degraded, not critical</source>
        <translation>Aus: ohne es ist das System eingeschränkt, nicht kritisch</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Lazy</source>
        <translation>Bei Bedarf</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>On: started on first demand</source>
        <translation>An: beim ersten Bedarf gestartet</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Oneshot</source>
        <translation>Einmalig</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>On: a task; exit 0 is success</source>
        <translation>An: eine Aufgabe; Exit-Code 0 ist Erfolg</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Depends on</source>
        <translation>Hängt ab von</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Modules it needs: ids, or tables that say more</source>
        <translation>Module, die es braucht: IDs oder Tabellen, die mehr sagen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long it may take to become ready</source>
        <translation>Wie lange es brauchen darf, bis es bereit ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Shutdown timeout</source>
        <translation>Stoppfrist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long it may take to end before it is killed</source>
        <translation>Wie lange es zum Beenden brauchen darf, bevor es abgebrochen wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Stop signal</source>
        <translation>Stoppsignal</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Signal that asks it to end</source>
        <translation>Signal, das es zum Beenden auffordert</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Success exit codes</source>
        <translation>Exit-Codes des Erfolgs</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Exit codes of a oneshot that succeeded</source>
        <translation>Exit-Codes, mit denen eine einmalige Aufgabe gelungen ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>No restart exit codes</source>
        <translation>Exit-Codes ohne Neustart</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Exit codes after which it is failed at once</source>
        <translation>Exit-Codes, nach denen es sofort aufgegeben wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Prewarm</source>
        <translation>Vorwärmen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Native: spawned early, told to activate when its dependencies are there</source>
        <translation>Nativ: früh gestartet und aktiviert, sobald seine Abhängigkeiten da sind</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Importance</source>
        <translation>Wichtigkeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>When the machine has too much to do, lower is throttled first (100: never)</source>
        <translation>Hat der Rechner zu viel zu tun, wird Niedrigeres zuerst gedrosselt (100: nie)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What the window and the menu open in a browser</source>
        <translation>Was Fenster und Menü im Browser öffnen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Default of its readiness and liveness intervals</source>
        <translation>Vorgabe für den Abstand seiner Bereitschafts- und Lebensprüfungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the orchestrator's</source>
        <translation>die des Orchestrators</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Ready after</source>
        <translation>Bereit nach</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Without a startup or readiness probe: alive this long is ready</source>
        <translation>Ohne Start- oder Bereitschaftsprüfung: so lange am Leben heißt bereit</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Probes</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Startup</source>
        <translation>Start</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Holds the other two back until it has passed; bounded by startup_timeout</source>
        <translation>Hält die anderen beiden zurück, bis sie bestanden ist; begrenzt durch startup_timeout</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Interval</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two checks</source>
        <translation>Pause zwischen zwei Prüfungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the module's health_check_interval; startup: 500ms</source>
        <translation>health_check_interval des Moduls; beim Start: 500ms</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Timeout</source>
        <translation>Frist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long one check may take</source>
        <translation>Wie lange eine Prüfung dauern darf</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the orchestrator's health_check_timeout</source>
        <translation>health_check_timeout des Orchestrators</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Initial delay</source>
        <translation>Anfangspause</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause before the first check</source>
        <translation>Pause vor der ersten Prüfung</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Failure threshold</source>
        <translation>Fehlschläge in Folge</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Failed checks in a row that count</source>
        <translation>Fehlgeschlagene Prüfungen in Folge, die zählen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the orchestrator's unhealthy_threshold</source>
        <translation>unhealthy_threshold des Orchestrators</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Success threshold</source>
        <translation>Erfolge in Folge</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Passed checks in a row that count</source>
        <translation>Bestandene Prüfungen in Folge, die zählen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Window</source>
        <translation>Zeitfenster</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>With window_failures: also failed when so many checks of this last time did</source>
        <translation>Mit window_failures: auch ausgefallen, wenn so viele Prüfungen dieser letzten Zeit fehlschlugen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Window failures</source>
        <translation>Fehlschläge im Zeitfenster</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>See window</source>
        <translation>Siehe window</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Passes on an answer with a status from 200 to 399</source>
        <translation>Bestanden bei einer Antwort mit Status 200 bis 399</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Host name or address</source>
        <translation>Hostname oder Adresse</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Passes when a connection is accepted</source>
        <translation>Bestanden, wenn eine Verbindung angenommen wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Argv, no shell; passes on exit 0</source>
        <translation>Argumente, keine Shell; bestanden bei Exit-Code 0</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Passes when a line of the output matches</source>
        <translation>Bestanden, wenn eine Zeile der Ausgabe passt</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Readiness</source>
        <translation>Bereitschaft</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Can the module do its work? Never restarts it</source>
        <translation>Kann das Modul arbeiten? Startet es nie neu</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Liveness</source>
        <translation>Leben</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Does the module still live? Restarts it when it does not</source>
        <translation>Lebt das Modul noch? Startet es neu, wenn nicht</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max CPU (%)</source>
        <translation>Höchstens CPU (%)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>CPU over the whole process tree</source>
        <translation>CPU über den ganzen Prozessbaum</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max memory (MB)</source>
        <translation>Höchstens Speicher (MB)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Memory over the whole process tree</source>
        <translation>Speicher über den ganzen Prozessbaum</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max file handles</source>
        <translation>Höchstens offene Dateien</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Open files over the whole process tree</source>
        <translation>Offene Dateien über den ganzen Prozessbaum</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max threads</source>
        <translation>Höchstens Threads</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Threads over the whole process tree</source>
        <translation>Threads über den ganzen Prozessbaum</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Actions</source>
        <translation>Maßnahmen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What is done, in this order</source>
        <translation>Was getan wird, in dieser Reihenfolge</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Sustained</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long a limit must be exceeded before each action</source>
        <translation>Wie lange ein Limit vor jeder Maßnahme überschritten sein muss</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Folders and files that it may read and execute, beside those of the system</source>
        <translation>Ordner und Dateien, die es lesen und ausführen darf, neben denen des Systems</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>everything that its user may</source>
        <translation>alles, was sein Benutzer darf</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Folders and files that it may write, and read</source>
        <translation>Ordner und Dateien, die es schreiben und lesen darf</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What it may reach; status says whether that is held</source>
        <translation>Was es erreichen darf; status sagt, ob das durchgesetzt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>No new privs</source>
        <translation>Keine neuen Rechte</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>No set-user-id program gives it more rights</source>
        <translation>Kein Set-User-ID-Programm gibt ihm mehr Rechte</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Requires</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Memory (MB)</source>
        <translation>Speicher (MB)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Free memory</source>
        <translation>Freier Speicher</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>CPU (%)</source>
        <translation>CPU (%)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Idle CPU over all cores</source>
        <translation>Freie CPU über alle Kerne</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Disk (MB)</source>
        <translation>Festplatte (MB)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Free disk below the state folder</source>
        <translation>Freier Platz im Zustandsordner</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Network (kbit/s)</source>
        <translation>Netzwerk (kbit/s)</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Speed of a network link that is up, as far as links tell it</source>
        <translation>Geschwindigkeit einer aktiven Netzverbindung, soweit bekannt</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How it is brought back</source>
        <translation>Wie es wiederhergestellt wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max attempts</source>
        <translation>Höchstzahl der Versuche</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Restarts without a stable run before it is failed</source>
        <translation>Neustarts ohne stabilen Lauf, nach denen es aufgegeben wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the orchestrator's max_recovery_attempts</source>
        <translation>max_recovery_attempts des Orchestrators</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Backoff</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>First wait; doubles each time</source>
        <translation>Erste Wartezeit; verdoppelt sich jedes Mal</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the orchestrator's recovery_backoff</source>
        <translation>recovery_backoff des Orchestrators</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Backoff max</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Longest wait</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the orchestrator's recovery_backoff_max</source>
        <translation>recovery_backoff_max des Orchestrators</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Healthy for so long since it became ready: the budget is full again</source>
        <translation>So lange gesund, seit es bereit ist: die Versuche zählen wieder von vorn</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>the orchestrator's stable_after</source>
        <translation>stable_after des Orchestrators</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Reset state</source>
        <translation>Zustand zurücksetzen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Restart_with_reset: move its state to the trash</source>
        <translation>restart_with_reset: seinen Zustand in den Papierkorb legen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Clear queues</source>
        <translation>Warteschlangen leeren</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Restart_with_reset: drop its queued messages</source>
        <translation>restart_with_reset: seine wartenden Nachrichten verwerfen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Disable features</source>
        <translation>Funktionen abschalten</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Degraded_mode: features to switch off</source>
        <translation>degraded_mode: Funktionen, die abgeschaltet werden</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Reduce load</source>
        <translation>Last verringern</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Degraded_mode: share of the load to keep</source>
        <translation>degraded_mode: Anteil der Last, der bleibt</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Fallback command</source>
        <translation>Ersatzbefehl</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Degraded_mode: run this instead of a module that cannot be told over the bus</source>
        <translation>degraded_mode: stattdessen ausführen, wenn das Modul nicht über den Bus erreichbar ist</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Save state</source>
        <translation>Zustand sichern</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>System_restart: ask the native modules to save first</source>
        <translation>system_restart: die nativen Module zuerst sichern lassen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Notify user</source>
        <translation>Mitteilen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>System_restart: tell the user</source>
        <translation>system_restart: eine Mitteilung zeigen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Procedure</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pre checks</source>
        <translation>Vorprüfungen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What must hold first</source>
        <translation>Was zuerst gelten muss</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What is done</source>
        <translation>Was getan wird</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Validation</source>
        <translation>Nachprüfung</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What must hold afterwards</source>
        <translation>Was danach gelten muss</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Rollback</source>
        <translation>Rücknahme</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What is done when a step or the validation fails</source>
        <translation>Was getan wird, wenn ein Schritt oder die Nachprüfung fehlschlägt</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Bus</source>
        <translation>Bus</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Publish</source>
        <translation>Veröffentlichen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Topics it may publish</source>
        <translation>Themen, die es veröffentlichen darf</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Subscribe</source>
        <translation>Abonnieren</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Topics it may subscribe to</source>
        <translation>Themen, die es abonnieren darf</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Call</source>
        <translation>Aufrufen</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Methods of other modules it may call, as in storage.*</source>
        <translation>Methoden anderer Module, die es aufrufen darf, etwa storage.*</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How it gets its token</source>
        <translation>Wie es sein Token bekommt</translation>
    </message>
</context>
</TS>
