<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Skelly Tray</name>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>Something in the window of Skelly Tray went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>Your modules are not touched by it. It is noted in the log, at {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>Skelly Tray keeps running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/application.py"/>
        <source>Your modules are looked after from the tray. Quit is in its menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/desktop_notices.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/desktop_notices.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>About Skelly Tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>A&amp;bout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Looking at this machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>&amp;Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>L&amp;icences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>&amp;Copy diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Open &amp;log folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/dialogs/logs.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Skelly Tray {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>It could not be looked up: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>As text, without what is private</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Show it in the file manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/dialogs/logs.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <source>Close this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Keeps programs running that belong together, and tells you why when one does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/present/diagnostics.py"/>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Orchestrator: pid {pid}. Keeper of the processes: pid {keeper}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Skelly Tray is built on these, with thanks:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/about.py"/>
        <source>Licence: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Stop {module}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Restart {module}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>How far it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>&amp;Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>&amp;Leave stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>St&amp;art again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Looking up what else this touches…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Restart everything?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Stop everything?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>It goes on when this window is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Do it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Take the order back as far as that is possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>It touches: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>Other modules depend on it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>No other module is touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/acting.py"/>
        <source>What else this touches could not be found out: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Add a module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>C&amp;hoose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>its own state folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>&amp;Start it now, and with the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>The file that is written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>&amp;Take it out again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>&amp;More settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>&amp;Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>There is a module of that id already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Folder it runs in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Choose the folder it runs in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Id: the name of its file, and of it in commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Stop it and remove its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Edit its file as a form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Add nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>Write its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/add_module.py"/>
        <source>It was taken out again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Skelly Tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Configure {module}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>&amp;History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Show theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Keep mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Why…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Review and save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>The changes have not been saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>▲ The file was changed outside meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Undo brings yours back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Saving replaces what was written there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>Go on editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>The story behind it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>See the difference first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>Store it and put it into effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>… and {n} more</source>
        <comment>… and {n} more</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config.py"/>
        <source>&amp;Go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>Text of the configuration file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>&amp;Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>&amp;Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>The file holds characters that this editor would change; edit it with another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_edit.py"/>
        <source>{key} cannot be changed here; change it in the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{label}: name of the secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Store the secret…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>name of the secret, such as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Show the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{label}: show the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{label}: name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{name}: name of the secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>{name}: value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Give it a value, which no file keeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Default ({value})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Edit it as TOML</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Set in the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Add a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>One more name and value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_fields.py"/>
        <source>Store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_form.py"/>
        <source>Groups of settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_form.py"/>
        <source>Use the default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_form.py"/>
        <source>{label}: use the default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_form.py"/>
        <source>Take it out of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_form.py"/>
        <source>Take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_form.py"/>
        <source>A runtime override says {value} instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_form.py"/>
        <source>{group}: something is wrong here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>REV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>WHEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>WHO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>WHAT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>THEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>Revisions of the configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>Go &amp;back to this…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>The history could not be read: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>All files as they were after it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>Nothing has been changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_history.py"/>
        <source>Revision {n} changed {files}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>Difference to what runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>Nothing was to be changed: this is what runs already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>The difference to what runs now:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>The whole configuration becomes what it was after revision {n}. The difference to what runs now:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/config_review.py"/>
        <source>Nothing differs from what runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>There is no tray to hide in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>Minimise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>Without this window nothing would show that your modules are being looked after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>Stop all modules in order, then end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>Keep everything running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/hiding.py"/>
        <source>Keep the window open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/logs.py"/>
        <source>Logs of {module}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>What it has written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>It has written nothing yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>When it opens a port, it can be checked by that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>It is checked by that from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>The check was not added: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>It has opened a port. Count it as ready only when:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>Port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>accepts connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>Port {port} accepts connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>answers HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>Port {port} answers HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/module_trial.py"/>
        <source>Added to its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>Quit without saving?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>&amp;Quit all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>What was typed here has not been saved:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/quit_anyway.py"/>
        <source>Quit nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_entry.py"/>
        <source>typed or pasted; it is not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/dialogs/secret_entry.py"/>
        <source>{n} lines were pasted</source>
        <comment>{n} line was pasted</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_entry.py"/>
        <source>Show &amp;what is typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_entry.py"/>
        <source>the same once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>No secrets yet. A module asks for one by {example} in its file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>USED BY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>KEPT IN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <source>CHANGED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secret_list.py"/>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Name of the secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Value of the secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Only until Skelly Tray ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>It is kept in memory alone, and has to be set again after a restart of Skelly Tray.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Passphrase once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;New…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Replace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Unlock…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Store another secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Give the chosen one another value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Delete the chosen one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Unlock what keeps secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Forget the key of the file behind your passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>&amp;Set…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Set &amp;up a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The system asks for the password of your keyring in a window of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>Choose a passphrase. It is kept nowhere: without it the secrets in the file are lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The passphrase of the file that keeps your secrets:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The file is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The keyring is unlocked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The two are not the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>{name} is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/secrets.py"/>
        <source>The file is unlocked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Bring back a state of {module}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Looking into the trash…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>State of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>States of {module} in the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Bring it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>The trash could not be looked into: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Bringing it back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Whether it was brought back is not known: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Make the chosen state the present one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>A reset moved these to the trash, newest first:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>Nothing of {module} lies in the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>It was not brought back: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/trash.py"/>
        <source>no reason was given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>What if {module} fails?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>Work it out again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Working out what would follow…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>The core has not answered yet. It may be busy; this window goes on waiting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>It could not be worked out: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>As things are by now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>All of this as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/what_if.py"/>
        <source>Nothing is touched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <source>Why: {module}</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Configure…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <source>Restart this module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>What it wrote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/dialogs/why.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Edit its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <source>Open Skelly Tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Start all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Restart all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Stop all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu.py"/>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>Snooze notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Notifications are put off until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/details.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>What if it fails…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Bring its state back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>30 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <source>1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>Until tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>End snooze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>Guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>Diagnostics…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/menu_parts.py"/>
        <source>About Skelly Tray…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Only this module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>{who}, KILL in {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>The whole system</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Also the {n} modules that depend on it</source>
        <comment>Also {n} module that depends on it</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>is running again (pid {pid})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>stopping: waiting for pid {pid}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>{who}, is being killed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Everything is stopped in order and started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Everything is stopped in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>This module, after the {n} that depend on it</source>
        <comment>This module, after the {n} that depends on it</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>It keeps its state; others are touched only if their files say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>keeps running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>is running, but not ready: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>has done its work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>will be restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Restarting: waiting for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Stopping: waiting for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source> and {n} more</source>
        <comment> and {n} more</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>{n} modules did not come back</source>
        <comment>{n} module did not come back</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Everything is up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Everything named is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>It stays down until you start it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>With an empty state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>Its state folder goes to the trash, from where it can be brought back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/acting.py"/>
        <source>is not there any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>It starts when you log in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>It does not start when you log in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Start at login cannot be had here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>There is an entry, but it was switched off in the settings of the desktop, or by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry is for other desktops than {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry is only for {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry starts {program}, which is not there any more; switch it on to renew it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry was made elsewhere or edited, and runs: {command}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>Its entry cannot be used: {why}; switch it on to renew it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>This session names no desktop; a bare window manager may start nothing by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>An entry takes only text, and this path has other bytes in it: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>The command is longer than the {n} characters that Windows takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>The folder of such entries cannot be trusted: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/autostart.py"/>
        <source>The system refused: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Start and stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/events.py"/>
        <location filename="skelly_tray/ui/window/heat_strip.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/events.py"/>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/ui/present/events.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Recovery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Its own settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Event bus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Window and tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <source>Audit log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_form.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>you, here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>you, by command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>a saved file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Taken back by itself: {why}. The former configuration is in effect again. Your text is still in the file, and is not tried again until it is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Saved as revision {n}; on trial, {left} left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>on trial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Restarted: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Taken over without a restart: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Added: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>No module is touched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>On trial for {time}: if a module suffers from it, it is taken back by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Saved as revision {n}, and kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Rejected: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>Saved as revision {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>all files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/config_report.py"/>
        <source>{module}: removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <location filename="skelly_tray/ui/present/menu_lines.py"/>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>backoff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>invalid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>not ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no usable file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>unhealthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not started yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>just started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>pre-warmed; {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits until its former process is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits for its turn: {n} at once are recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits for the keeper of all processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waits to be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>waits for {modules}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>stopped by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>stopped with the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its work is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>disabled in its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>starts on first demand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>stopped at its limit: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>stopped at its limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>in degraded mode: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>held down by {module}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its file cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its new configuration is on trial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>everything is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no module is wanted up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>1 module still to stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{n} modules still to stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>1 module of {n} still to come up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{n} modules of {of} still to come up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>1 module healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{n} modules healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>exit {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>killed by {signal}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>ended unseen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>ended with exit {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>was killed by {signal}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it could not be started: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>killed at its memory limit of {n} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>given up after 1 restart: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>given up after {n} restarts: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>given up: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>next try in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>restarted at once: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>restart {n} of {of}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>one trial start after a pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>attempt {n} of {of} follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not alive: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not ready: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>alive; no probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>alive; not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not started within {time}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not started within {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not ready within {time}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not ready within {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no answer within {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for an answer over http</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for connections at {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for its check {text} to pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for a line that matches {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for READY=1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it waited for its word over the bus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its liveness probe missed {n} times: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its startup probe passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its own watchdog asked for a restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>modules that need it failed together, and it does not answer either: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it says it is {state}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it says it is {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it says it is not ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it says it is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it said hello</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the answer is no health report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no answer to health.check within {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it was asked a moment ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it answers on the bus, and says nothing of its health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is not connected to the bus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it answered with an error: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it answered health.check with an error: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the probe could not be made: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>connection refused at {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>connection reset by {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>cannot connect to {place}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>still running after {time}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>still running after {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its check exited with 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>exit {n}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>killed by {signal}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>taken over as healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>started with the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked to start {modules}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked to stop {modules}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked to restart {modules}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked for it to be {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you asked to quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the system is being stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is started on demand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is wanted up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is not wanted any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} needs it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} wants something of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} was restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has no usable file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is going down ({state})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its file is new, or right again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its file is gone or not usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its file is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its configuration was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its former configuration is in effect again: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its former configuration comes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its new configuration is rolled back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>a file was saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>rolled back: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>found running with pid {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>pid {n} ended while no supervisor ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>as the supervisor before this one left it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine slept for {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine was about to sleep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the supervisor stood still for {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>checks count anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the start took {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>not everything was up within {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>everything is to be killed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>everything is started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the restart of the whole system is carried on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the keeper of all processes died; {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its new settings were taken while it runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it did not take its new settings and goes on with the former: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is restarted for its new settings: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>modules are checked at the usual pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>modules are checked {n} times less often: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>on battery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>load {n} per core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the secret {text} can be had now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the secret {text} was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the secret {text} was set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the secret {text} was deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the file of secrets was locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>waiting for secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it used {n} % of a core, over its limit of {of} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it used {n} MB of memory, over its limit of {of} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had {n} open files, over its limit of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had {n} threads, over its limit of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had used up its limit of {n} open files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had used up its limit of {n} threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it uses {n} % of a core, under its limit of {of} % again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it uses {n} MB of memory, under its limit of {of} MB again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it uses {n} open files, under its limit of {of} again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it uses {n} threads, under its limit of {of} again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>one of its processes was killed at its memory limit of {n} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{n} of its processes were killed at its memory limit of {of} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is throttled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is to do less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it cannot be degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>recovery is switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>nothing is done about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>nothing else is done about it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>if it goes on, the next is: {action}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>throttled to {n} % of a core: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>no longer throttled: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it may use {n} % of a core: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine is used to {n} % only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine's CPU was used to {n} %, over the threshold of {of} %, and it is the least important of those that are busy (importance {rank})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the machine's memory was used to {n} %, over the threshold of {of} %, and it is the least important of those that are busy (importance {rank})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>start it yourself, or change its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>held as soon as it has been exceeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>being checked before its recovery, {n} of {of}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>being recovered, {n} of {of}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery is being checked, {n} of {of}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery is being taken back, {n} of {of}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery is complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery failed: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery starts it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery waits a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its recovery procedure was left off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>by its recovery procedure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state is being moved to the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state is being brought back from the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state went to the trash as {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state was brought back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state of {text} was brought back from the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its state is in the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it had no state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its queued messages are being dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>its queued messages were dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it could not be reset: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it did not succeed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it does not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is told its mode of work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it works in its new mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>all modules are asked to save before everything is restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>all that could be saved is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>all that can be saved is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} needs everything to be restarted: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>degraded: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/recovering.py"/>
        <source>full mode is tried again in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>full mode is tried again after a pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>full mode is tried again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it ends with what led to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it cannot be degraded: it does not speak over the bus and has no fallback_command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits before its next try: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits before its next try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is starting: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} runs: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is stopping: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is stopped: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has failed: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} has failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is healthy: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is degraded: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is unhealthy: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is unhealthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has not been started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{module} cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} gets its former configuration back: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is being recovered: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{module} is being recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} does less: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} does everything again: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the system: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Nothing has gone wrong with it as far as the journal goes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Its last trouble: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The file of {module} cannot be used: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Everything was restarted, because {text}, and its recovery is a restart of everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Everything is being restarted, because {text}, and its recovery is a restart of everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has been in degraded mode for {time}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} has been in degraded mode for {time}, because it {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Full mode is tried again in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The next try is in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>One trial start follows in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you can start it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It is not started again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>you can start it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It starts by itself when {modules} is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It stays so until you start it or change its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It is being recovered, and goes on by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Nothing has to be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The text in its file is not in effect: correct it, and it is tried when it is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Correct its file (`skelly-tray config validate` shows what is wrong); it takes effect when it is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} did not take its new settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} did not take over its mode of work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The heartbeat of {module} is overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The new configuration of {module} is not in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The former one is in effect; what you wrote stays where it is: `skelly-tray config diff` shows it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The sandbox of {module} is not held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it is not tried again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it will be tried once more later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} works in degraded mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits for its next try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} waits for a secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>It starts by itself then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>then it starts by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>it starts by itself when {module} is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is held down by {by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The file of {module} cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} was not up in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>the system start ended after {time} without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>processes cannot be started or stopped until it is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The keeper of all processes is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The keeper cannot be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} was stopped at its limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is throttled for the machine's sake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is over its CPU limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is over its memory limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is over its limit of open files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>{module} is over its limit of threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>orchestrator.toml cannot be used; the last good one is in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>The folder of modules cannot be used; what was in it stays in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Some settings need a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>Figures could not be measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>given up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_templates.py"/>
        <source>left off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_words.py"/>
        <source>{text} (and {n} more)</source>
        <comment>a sentence of several</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/core_words.py"/>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>.</source>
        <comment>decimal mark</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/described.py"/>
        <source>the last {span}: now {now}, between {least} and {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/described.py"/>
        <source>the last {span}: no figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/described.py"/>
        <source>limit {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/diagnostics.py"/>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/diagnostics.py"/>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/diagnostics.py"/>
        <source>see its own files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Starts and stops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>What you did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Ended by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Being stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Waits for its next try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Unhealthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Over a limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>Within its limit again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/events.py"/>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Cannot be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Step 1, at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Step {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, in a circle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, once it is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>can do without</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Needs {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>Needed by {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>On their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, once it has started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, once it is healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>{module}, once it has done its work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>restarts with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/graph.py"/>
        <source>stops while it is away</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{n} modules</source>
        <comment>1 module</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{healthy} of {modules} healthy, {down} stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Starting · {ready} of {total} ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Modules {cpu} CPU, {memory} · Skelly itself {own_cpu}, {own_memory}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>up {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>All {n} modules healthy</source>
        <comment>1 module healthy</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{failed} of {modules} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{troubled} of {modules} in trouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Something is not as it should be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>Stopping · {left} of {total} still running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{what} {age} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{module} is {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Connecting to the core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>No modules yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{module} is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>{failed}, {more} more in trouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <source>All modules stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/headline.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <source>not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <source>nothing is known of that time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <source>nothing known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/heat.py"/>
        <source>{module}, {when}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/incidents.py"/>
        <source>It is tried once more in {span}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/incidents.py"/>
        <source>It is not started again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/incidents.py"/>
        <source>Still missing: {modules}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>to {percent} of a core: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>to be held by {rung} ({strength})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>{used} of {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>at most {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>only watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>held by {rung} ({strength})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <location filename="skelly_tray/ui/window/model.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>open files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>alerted</source>
        <comment>done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>throttled</source>
        <comment>done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>degraded</source>
        <comment>done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>restarted</source>
        <comment>done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>stopped</source>
        <comment>done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>alert</source>
        <comment>to be done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>throttle</source>
        <comment>to be done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>degrade</source>
        <comment>to be done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>restart</source>
        <comment>to be done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>stop</source>
        <comment>to be done at a limit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>hard</source>
        <comment>how a limit is held</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>soft</source>
        <comment>how a limit is held</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <source>exceeded, {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/limits.py"/>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>exceeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>recovering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/looks.py"/>
        <source>retrying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{several}, the last:</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} failures</source>
        <comment>{n} failure</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} restarts</source>
        <comment>{n} restart</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} limits crossed</source>
        <comment>{n} limit crossed</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} changes of mode</source>
        <comment>{n} change of mode</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} new configurations</source>
        <comment>{n} new configuration</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/marks.py"/>
        <source>{n} events of the system</source>
        <comment>{n} event of the system</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>{n} times</source>
        <comment>once</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>{year}-{month}-{day} {time}</source>
        <comment>a date, and the time of the day after it</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>{day} {month} {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>d</source>
        <comment>days, as short as a unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Jan</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Feb</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Mar</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Apr</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>May</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Jun</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Jul</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Aug</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Sep</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Oct</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Nov</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/measures.py"/>
        <source>Dec</source>
        <comment>month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>tomorrow, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>Quit and stop {modules}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>Start now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu.py"/>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>Retry now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>{n} more in trouble</source>
        <comment>1 more in trouble</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>{n} starting or waiting</source>
        <comment>1 starting or waiting</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>{n} healthy</source>
        <comment>1 healthy</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/menu.py"/>
        <source>{n} stopped</source>
        <comment>1 stopped</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu_lines.py"/>
        <source>full mode in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/menu_lines.py"/>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>What is to be run? For example: {example}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>{sign} is handed to the program as a word: no shell is asked. For one, write {example}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>{name} is being added…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>{name} is running (pid {pid}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>{name} was added. It is not started with the system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/new_module.py"/>
        <source>A quote is not closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{what} ({cause}) and has been started again, {span} down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>It failed {times} since {time}. At first: {cause}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{n} modules run again: {modules}</source>
        <comment>{n} module runs again: {modules}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{what} ({cause}) and runs again with less to do, {span} down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{what} ({cause}) and works again, {span} down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>Everything is being restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{n} modules failed: {modules}</source>
        <comment>{n} module failed: {modules}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{n} modules are over their limits: {modules}</source>
        <comment>{n} module is over its limit: {modules}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} keeps failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} is over its limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>Everything was restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} runs again, but does less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} runs again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} stopped by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} stopped answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} could not be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} went over its limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{module} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{cause} It is being brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>Meanwhile: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>{modules} and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/notice_words.py"/>
        <source>Snooze 1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/recovering.py"/>
        <source>does less since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/recovering.py"/>
        <source>does less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <source>Over its limit: {limits}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <source>Throttled {how}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <source>It is disabled: nothing starts it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <source>Secrets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/remarks.py"/>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Enable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>retry in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>new settings taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>new settings not in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>new configuration on trial, {time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>its new file is not in effect: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>restarted {times}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/rows.py"/>
        <source>new configuration on trial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{name} is kept in {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{name} is used by {names}, which go on with the value they have, and cannot be started again without it.</source>
        <comment>{name} is used by {names}, which goes on with the value it has, and cannot be started again without it.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>the system's keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>the file behind your passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>memory, until Skelly Tray ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>New secrets are kept in the system's keyring ({backend}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>The system's keyring is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>The system's keyring does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>The system's keyring refuses us.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>There is no keyring in this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{keyring} New secrets are kept in the file behind your passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{keyring} The file behind your passphrase is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{keyring} A file behind a passphrase of yours can keep secrets instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>{name} is deleted. No module uses it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>A secret needs a name, such as {example}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>There is a secret of that name; replace it instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>nowhere: it is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>The new value is handed to: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/secret_lines.py"/>
        <source>keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>set while it runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>a secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>its file cannot be read: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>New settings are on trial.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>The file is not in effect: something in it is wrong. The last good version is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/settings.py"/>
        <source>The new settings were taken back: the module did not get well with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/simulated.py"/>
        <source>after {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/simulated.py"/>
        <source>fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/simulated.py"/>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/simulated.py"/>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <source>{time} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <source>10 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <source>24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/spans.py"/>
        <source>30 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>Nothing has happened that needs explaining.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>exit code {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>HOW IT CAME TO THIS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>SINCE THEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>HOW IT ENDED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>LAST ANSWER OF ITS PROBE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>ITS LAST LINES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>CONFIGURATION CHANGED BEFORE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>EARLIER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>WHAT HAPPENS NEXT</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>after {n} starts</source>
        <comment>after {n} start</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/story.py"/>
        <source>could not be made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>{n} a minute, {cpu} CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>and {n} more</source>
        <comment>and 1 more</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>Skelly itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>{cpu} CPU, {memory}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{age} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>slower now: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>Health checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>Core and keeper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>pid {core} and {keeper}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>Core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <source>pid {core}; the keeper is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/system.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{module} has its state of {when} again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>Its present state goes to the trash itself, so this can be undone in the same way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{module} gets the chosen state and is started with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{module} is stopped, gets the chosen state and is started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/trash.py"/>
        <source>{module} gets the chosen state and stays stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>This is a dry run from how things are now: nothing is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{modules} go on all the time</source>
        <comment>{modules} goes on all the time</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{some} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{n} more changes like these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} does not run now: its failure would change nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} would be started again as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} would be started again with an empty state; the present one goes to the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} would be started again and do less, until full mode is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>Everything would be stopped and started again in order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>Its strategy is {strategy}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>All is quiet again after {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>If it can be started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>If it dies at every start</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>is given up after {n} restarts</source>
        <comment>is given up after {n} restart</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>does less, {n} restarts</source>
        <comment>does less, {n} restart</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>is restarted {n} times</source>
        <comment>is restarted</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} dies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>{module} waits; {next_try}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>is stopped, because {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/present/what_if.py"/>
        <source>gets its former configuration back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>Its curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>What happened to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>What is in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>What it may use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/detail_tabs.py"/>
        <source>The story behind its state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>More…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>pid {pid}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>up {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>{n} child processes</source>
        <comment>{n} child process</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>needs {modules}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Start this module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Stop this module and keep it stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Stop it and start it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>Open its page in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/details.py"/>
        <source>What if it fails, and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Disable {module}? It is stopped, and nothing starts it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>{modules} need it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>There is no folder yet: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Disable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Write it to its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Leave it as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>I have read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/doing.py"/>
        <source>Nothing here opens folders. It is {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <source>Nothing is looked after yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <source>A module is a program that is kept running. Add one from its command line, or put its file into the modules folder of the configuration: it appears here at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <source>Add a module…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/empty.py"/>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Add one from its command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/event_list.py"/>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/event_list.py"/>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Kind of events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>All events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Its cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Log at this time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Looking it up…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Choose the event that led to this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>What it wrote then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Go to {module}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Nothing of this kind has happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Nothing has happened yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>because of {time}  {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/events_view.py"/>
        <source>Its cause is no longer in the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/foot.py"/>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>No module needs another. With depends_on in its file, a module starts after those named there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>starts before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>stops meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>in a circle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_legend.py"/>
        <source>What the lines mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>The dependencies could not be had: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>All of it in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_page.py"/>
        <source>No modules yet.
Add one above, or put its file into the modules folder: it appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Modules in the order of starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>What if it fails?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Show what would follow, and do nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Show it on the page of the modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Choose a module to see what it needs and what needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Needs no other module.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>Needed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_side.py"/>
        <source>No module needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/graph_view.py"/>
        <source>Dependency graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Filter modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Words of a name, a state or a reason (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Add module…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>All…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Start every module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Restart every module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Stop every module, in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/header.py"/>
        <source>Start, restart or stop all, or add a module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/heat_strip.py"/>
        <source>Health of all modules over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/heat_strip.py"/>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>when exceeded: {steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>It has no limits. They are set in its file, under [limits]; its use is watched all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/limits_view.py"/>
        <source>next: {steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Find in the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>The match before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>The next match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Go to 14:02</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Go to a time, such as 14:02 or -5 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Least level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Output of {module}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>All levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>All output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>! Error output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>· Ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Keep the newest line in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Copy what is chosen, else all lines shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>No line passes the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Follow ({n} new)</source>
        <comment>Follow ({n} new)</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>That is no time; write it as 14:02, or -5 min.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>Nothing older is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>{n} lines</source>
        <comment>{n} line</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/log_view.py"/>
        <source>{at} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Sort by {column}; a third click shows trouble first again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/model.py"/>
        <source>Restarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Open its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Restart with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Stop with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/module_menu.py"/>
        <source>Disable…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>Show the last {span}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Keep the figures or the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Events at this time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Save the figures as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Save the picture as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Saved as {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>Not saved: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/overview.py"/>
        <source>the picture could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <location filename="skelly_tray/ui/window/table.py"/>
        <source>Modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>What runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>All of it, over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>Graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/pages.py"/>
        <source>What needs what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/plots.py"/>
        <source>Health and response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Settings in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Show what nobody has set, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Edit its file, go back to a revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Take back the chosen override: what the file says holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/settings_view.py"/>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Moment of the dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Back to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>It could not be worked out: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Everything is as it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>End the dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/simulation_pane.py"/>
        <source>Go on all the time: {modules}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>What it wrote last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/strip.py"/>
        <source>Start it at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Issues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>What needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Our own cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Nothing. What goes wrong is told here, with what to do about it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Show {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>None yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_facts.py"/>
        <source>Show this module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>The higher, the worse. Point at it to read it, click to go there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>No modules yet.
Add one above, or put its file into the modules folder: its health is told here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>The past could not be had: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_page.py"/>
        <source>Health of all modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>CPU of all modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>Disk, our folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <location filename="skelly_tray/config/schema"/>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>Skelly itself: {figures}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/system_plots.py"/>
        <source>{all} · ours {own}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/table.py"/>
        <source>No module has these words. Escape in the filter shows all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>The story</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Copy for a bug report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Copied. Look it over before you send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/ui/window/why_view.py"/>
        <source>Version, state, story and last lines, without secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Startup timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long the whole system may take to start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Module start delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two starts when they are sequential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Parallel startup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Start all modules whose dependencies are ready at the same time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Health check interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two checks of a module, where it says nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Health check timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long one check may take, where the module says nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Unhealthy threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Failed checks in a row that count as a failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Auto recovery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Restart what failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max recovery attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Restarts without a stable run before a module is failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Recovery backoff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>First wait before a further restart; doubles each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Resource check interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two checks of limits; near a limit it is less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Throttle threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Load of the whole machine (CPU or memory) from which modules are throttled, least important first (100: never)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Stable after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Healthy for so long since it became ready: the restart budget is full again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Recovery backoff max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Longest wait before a restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Retry failed after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Wait before one trial start of a failed module, doubling to an hour (0: never)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max concurrent recoveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How many modules may be retried at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Orphan grace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long modules live on without the orchestrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Config trial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long a changed configuration is on trial (0: not at all)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Sample interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two samples of CPU and memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Ui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Colours of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Start hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Open no window at the start, only the tray icon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Language of the window and the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max (MB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Size at which a log file is rotated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How many rotated files stay, compressed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Interval min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Lower bound of every adapted check interval (0: none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Interval max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Upper bound of every adapted check interval (0: none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Port of the metrics page on 127.0.0.1, for whoever has the token in metrics.token of the run folder (0: no page)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Enabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Keep samples on disk; without, curves reach back ten minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How far back: a second apart for an hour, ten for a day, then a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Largest size on disk; the oldest is dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Size at which the audit log goes on in a new file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How many older files of it stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Tell anything at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>A module has failed, was given up, or has everything restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>A module that had failed runs again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>A module is over a limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long a failure waits for more of them, and may be cured, before it is told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Grace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long nothing is told after the start of the system, or when the machine wakes up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Per minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Most notifications and updates of them in a minute; the rest is told together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Urgent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>A required module that was given up is urgent: it stays until it is seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Play the desktop's sound for a failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Modules that nothing is told of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What people call it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Its version, for people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Argv, never a shell; this or builtin must be there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Builtin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Name of a bundled module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Working folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Environment variables, added to ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>User it runs as; only when we run as root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Group it runs as; only when we run as root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Off: known, not started with the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Off: without it the system is degraded, not critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Lazy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>On: started on first demand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Oneshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>On: a task; exit 0 is success</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Depends on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Modules it needs: ids, or tables that say more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long it may take to become ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Shutdown timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long it may take to end before it is killed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Stop signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Signal that asks it to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Success exit codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Exit codes of a oneshot that succeeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>No restart exit codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Exit codes after which it is failed at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Prewarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Native: spawned early, told to activate when its dependencies are there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Importance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>When the machine has too much to do, lower is throttled first (100: never)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What the window and the menu open in a browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Default of its readiness and liveness intervals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Ready after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Without a startup or readiness probe: alive this long is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Probes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Startup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Holds the other two back until it has passed; bounded by startup_timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause between two checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Timeout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long one check may take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Initial delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pause before the first check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Failure threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Failed checks in a row that count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Success threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Passed checks in a row that count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>With window_failures: also failed when so many checks of this last time did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Window failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>See window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Passes on an answer with a status from 200 to 399</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Host name or address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Passes when a connection is accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Argv, no shell; passes on exit 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Passes when a line of the output matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Readiness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Can the module do its work? Never restarts it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Liveness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Does the module still live? Restarts it when it does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max CPU (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>CPU over the whole process tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max memory (MB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Memory over the whole process tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max file handles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Open files over the whole process tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Threads over the whole process tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What is done, in this order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Sustained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How long a limit must be exceeded before each action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Folders and files that it may read and execute, beside those of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Folders and files that it may write, and read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What it may reach; status says whether that is held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>No new privs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>No set-user-id program gives it more rights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Requires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Memory (MB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Free memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>CPU (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Idle CPU over all cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Disk (MB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Free disk below the state folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Network (kbit/s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Speed of a network link that is up, as far as links tell it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How it is brought back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Max attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Restarts without a stable run before it is failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Backoff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>First wait; doubles each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Backoff max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Longest wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Healthy for so long since it became ready: the budget is full again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Reset state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Restart_with_reset: move its state to the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Clear queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Restart_with_reset: drop its queued messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Disable features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Degraded_mode: features to switch off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Reduce load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Degraded_mode: share of the load to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Fallback command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Degraded_mode: run this instead of a module that cannot be told over the bus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Save state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>System_restart: ask the native modules to save first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Notify user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>System_restart: tell the user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Procedure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Pre checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What must hold first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What must hold afterwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Rollback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>What is done when a step or the validation fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Bus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Topics it may publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Subscribe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Topics it may subscribe to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Methods of other modules it may call, as in storage.*</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="skelly_tray/config/schema"/>
        <source>How it gets its token</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
