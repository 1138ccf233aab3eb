# syntax=docker/dockerfile:1
# One image with every program of the house: coach, nexus, telegram-local and suite.

ARG RUST=1.95
# Its pg_dump backs up servers up to 17, that of the compose file; one of bookworm would refuse them.
ARG DEBIAN=trixie

FROM rust:${RUST}-slim-${DEBIAN} AS build
WORKDIR /src
COPY . .
ARG TARGETARCH
# Dependencies are fetched and built once and stay in the two caches. A cache outlives the sources it was built from and
# cargo goes by file times, which a checkout may set back: so our own files count as new. Caches are no part of the
# image, therefore the programs are copied out in the same step.
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    --mount=type=cache,id=bot-nexus-target-${TARGETARCH},target=/src/target,sharing=locked \
    find bench bots core local locales migrations -type f -exec touch {} + \
    && cargo build --release --locked --workspace --exclude nexus-bench --bins \
    && for program in coach nexus telegram-local suite; do \
        install -D -t /out "target/release/$program" || exit 1; \
    done

FROM debian:${DEBIAN}-slim
# The certificates are for a DATABASE_URL with `sslrootcert`; HTTPS brings its own. A volume at /backups takes over whose
# that folder is.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --user-group --uid 10001 --home-dir /data --create-home --shell /usr/sbin/nologin nexus \
    && install --directory --owner=nexus --group=nexus --mode=0700 /backups
COPY --from=build /out/ /usr/local/bin/

ENV HTTP_ADDR=0.0.0.0:8080 NEXUS_DATA=/data BACKUP_DIR=/backups
USER nexus
WORKDIR /data
EXPOSE 8080
# Asks the process in this container, at HTTP_ADDR, whether it is ready.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["nexus", "health"]
CMD ["coach"]
