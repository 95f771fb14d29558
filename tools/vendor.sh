#!/bin/sh
# Fetches the scripts of others that we ship, and writes down what they are. For maintainers only:
# nobody needs Node to install, run or test. npm asks the registry that it is configured for.
#
#   tools/vendor.sh            # the versions below
#   HTMX=2.0.11 tools/vendor.sh
set -eu

HTMX=${HTMX:-2.0.11}
AXE=${AXE:-4.14.1}
LUCIDE=${LUCIDE:-1.62.0}

root=$(cd "$(dirname "$0")/.." && pwd)
shipped=$root/src/kooperacja/ui/static/ui/vendor
tested=$root/tests/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # name version -> folder with the unpacked package
    (cd "$work" && npm pack --silent --ignore-scripts "$1@$2" >"$1.name")
    mkdir -p "$work/$1"
    tar -xzf "$work/$(cat "$work/$1.name")" -C "$work/$1" --strip-components=1
}

case $HTMX in 2.*) ;; *) echo "htmx must be 2.x: 4 changes how attributes are inherited." >&2; exit 1 ;; esac

fetch htmx.org "$HTMX"
cp "$work/htmx.org/dist/htmx.min.js" "$shipped/htmx.min.js"
cp "$work/htmx.org/LICENSE" "$shipped/htmx.LICENSE.txt"

# From Lucide only shapes are taken, by hand, into icons.svg; its licence goes with them.
fetch lucide-static "$LUCIDE"
cp "$work/lucide-static/LICENSE" "$shipped/lucide.LICENSE.txt"

fetch axe-core "$AXE"
cp "$work/axe-core/axe.min.js" "$tested/axe.min.js"
cp "$work/axe-core/LICENSE" "$tested/axe.LICENSE.txt"
cp "$work/axe-core/LICENSE-3RD-PARTY.txt" "$tested/axe.LICENSE-3RD-PARTY.txt"

hash_of() { sha256sum "$1" | cut -d ' ' -f 1; }

cat >"$shipped/manifest.json" <<JSON
[
  {
    "name": "htmx.org",
    "version": "$HTMX",
    "licence": "0BSD",
    "file": "htmx.min.js",
    "sha256": "$(hash_of "$shipped/htmx.min.js")"
  },
  {
    "name": "lucide-static",
    "version": "$LUCIDE",
    "licence": "ISC",
    "file": "lucide.LICENSE.txt",
    "sha256": "$(hash_of "$shipped/lucide.LICENSE.txt")",
    "note": "Shapes in icons.svg: building external handshake key link list log-out mail map moon note phone sun trash user"
  }
]
JSON

cat >"$tested/manifest.json" <<JSON
[
  {
    "name": "axe-core",
    "version": "$AXE",
    "licence": "MPL-2.0",
    "file": "axe.min.js",
    "sha256": "$(hash_of "$tested/axe.min.js")"
  }
]
JSON
