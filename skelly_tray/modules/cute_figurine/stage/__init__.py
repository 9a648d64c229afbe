"""The process that draws: Qt lives here and nowhere else, so that a display that goes away takes nothing else along."""
