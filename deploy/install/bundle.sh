#!/bin/sh
# One file with the sources and every package for this kind of machine: unpack it, and `make run` asks no network.
# Needs .venv, for its pip, and the package index once.
set -eu

name=linli-$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
platform=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_platform())')
place=build/bundle/$name
file=build/$name-$platform.tar

rm -rf build/bundle
mkdir -p "$place"
tar -cf - --exclude=__pycache__ --exclude='*.pyc' --exclude=deploy/compose/.env \
    CHANGELOG.md LICENSE Makefile NOTICE README.md pyproject.toml requirements.lock deploy docs gateway services |
    tar -xf - -C "$place"
.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
    --only-binary :all: --dest "$place/wheelhouse" -r requirements.lock

# The same sources and packages make the same file, byte for byte.
tar -cf "$file" -C build/bundle --sort=name --owner=0 --group=0 --numeric-owner --mode=u+rwX,go+rX-w \
    --mtime='2020-01-01 00:00Z' "$name"
rm -rf build/bundle
echo "$file: $(du -h "$file" | cut -f1)"
