#!/bin/sh
# Write the hashed locks anew from pyproject.toml; with --upgrade also take newer versions.
# The locks name no package host, so every mirror and a plain folder of wheels can serve them.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-uv}
# A build backend is not among the dependencies, yet the project is installed without a network.
backend=$(mktemp)
trap 'rm -f "$backend"' EXIT
echo 'flit_core>=3.11' > "$backend"

lock() {
    output=$1
    shift
    "$uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-header -p 3.11 \
        --output-file "$output" pyproject.toml "$backend" "$@"
}

lock requirements/run.txt "$@"
# The constraint keeps one version of each package in both files.
lock requirements/test.txt --extra test --constraint requirements/run.txt "$@"
sed -i.old "s#via -r $backend#via the build backend#; s#-r $backend#the build backend#" requirements/run.txt requirements/test.txt
rm -f requirements/*.old
