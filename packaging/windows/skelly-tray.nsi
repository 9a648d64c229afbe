; The installer for Windows, for one user and without administrator's rights. See README.md beside this file.
;   makensis -DVERSION=0.1.0 -DBUNDLE=dist\skelly-tray -DICON=build\skelly-tray.ico -DSETUP=dist\skelly-tray-setup.exe skelly-tray.nsi
!ifndef VERSION | BUNDLE | ICON | LICENSE | SETUP
  !error "VERSION, BUNDLE, ICON, LICENSE and SETUP must be given by -D"
!endif
Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define NAME "Skelly Tray"
!define PROGRAM "skelly-tray.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\SkellyTray"

Name "${NAME}"
OutFile "${SETUP}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
SetCompressor /SOLID lzma
ManifestDPIAware true

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} installer"
VIAddVersionKey "CompanyName" "The Skelly Tray maintainers"
VIAddVersionKey "LegalCopyright" "The Skelly Tray maintainers, MIT License"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_LICENSE "${LICENSE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString IN_USE ${LANG_ENGLISH} "${NAME} is still running, and Windows does not let its files be replaced. End it, then try again."
LangString IN_USE ${LANG_GERMAN} "${NAME} läuft noch, und Windows lässt seine Dateien nicht ersetzen. Beenden Sie es und versuchen Sie es dann noch einmal."

; A system that runs is stopped in order: modules cannot outlive the supervisor here (a Job Object ends them with it).
!macro EndRunning
  IfFileExists "$INSTDIR\${PROGRAM}" 0 ended
  nsExec::ExecToLog '"$INSTDIR\${PROGRAM}" quit --timeout 120'
  Pop $0 ; 3: nothing was running
  again:
  ClearErrors
  FileOpen $1 "$INSTDIR\${PROGRAM}" a
  IfErrors 0 free
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IN_USE)" /SD IDCANCEL IDRETRY again
  Abort
  free:
  FileClose $1
  ended:
!macroend

Section
  !insertmacro EndRunning
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Skelly Tray maintainers"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro EndRunning
  ; What the program has set up at the user's wish. Configuration and state are the user's, and stay.
  nsExec::ExecToLog '"$INSTDIR\${PROGRAM}" autostart off'
  Pop $0
  nsExec::ExecToLog '"$INSTDIR\${PROGRAM}" service uninstall'
  Pop $0
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
