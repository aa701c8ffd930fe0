#!/bin/sh
# twoscreens.sh COMMAND...  runs COMMAND on a private X server with openbox and two monitors of 1920x1080:
# 'console' at 0,0 and 'projector' at 1920,0. Inside, `xrandr --delmonitor projector` pulls the projector and
# `xrandr --setmonitor projector 1920/508x1080/286+1920+0 none` plugs it again.
set -e
number=$(mktemp)
Xvfb -displayfd 4 +extension RANDR -screen 0 3840x1080x24 -nolisten tcp 4>"$number" 2>/dev/null &
server=$!
while [ ! -s "$number" ]; do sleep .05; done
DISPLAY=:$(cat "$number")
export DISPLAY
rm "$number"
openbox 2>/dev/null &
manager=$!
trap 'kill $manager $server' EXIT
sleep .7
xrandr --setmonitor console 1920/508x1080/286+0+0 screen >/dev/null 2>&1
xrandr --setmonitor projector 1920/508x1080/286+1920+0 none >/dev/null 2>&1
xrandr --listmonitors
"$@"
