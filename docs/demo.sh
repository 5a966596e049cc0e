#!/usr/bin/env bash
# The main job on the shipped pack, as a terminal session: docs/demo.sh DICTUM.
set -euo pipefail
dictum=$1

# Shows the command and what it answers; an unknown (exit 1) is an answer too.
ask() {
  printf '\n$ dictum %s\n' "$(printf "'%s' " "$@" | sed -E "s/'([[:alnum:]-]+)'/\1/g")"
  "$dictum" "$@" 2>/dev/null || [ $? = 1 ]
}

ask ask 'A100八卡服务器多少钱?'
ask ask 'What is the price of a domestic eight-card server?'
ask ask '政府客户会选国产还是英伟达?'
ask ask '国产八卡服务器比A100便宜多少?' --why
ask ask "What is Huawei's sales forecast?"
ask ask '国产芯片的市场份额是多少?'
ask ask '新一代芯片的单卡性能是多少?'
ask ask 'Where is the bottleneck of domestic chips?'
ask ask '910B的良率是多少?'
ask query 'server_price(server, price)'
