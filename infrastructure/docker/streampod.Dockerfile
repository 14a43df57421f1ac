# The stream pod's image for builds with Docker or BuildKit: docker build -f infrastructure/docker/streampod.Dockerfile .
# make images makes the same without either; docs/images.md compares the two.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble@sha256:e70cdb7f80b0348f5cb85f19a8f670fca061f033d57eed12fa003d58b0e06317 AS build
# The native compiler links by clang.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends clang zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig LICENSE ./
COPY eng/BannedSymbols.txt eng/Container.props eng/
COPY src/AwsAccess src/AwsAccess/
COPY src/Contracts src/Contracts/
COPY src/Hosting src/Hosting/
COPY src/KeyspacesStreams src/KeyspacesStreams/
COPY src/StreamPod src/StreamPod/
RUN dotnet publish src/StreamPod -p:RestoreLockedMode=true --configuration Release --runtime linux-x64 -p:ContinuousIntegrationBuild=true --output /published \
    && rm -f /published/*.pdb /published/*.dbg /published/*.xml \
    && cp LICENSE /published/

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled@sha256:18d4848091a40d13dbfdd6a8340c1657dc3e2f2d7fa2f042e9d162e68669dbc9
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="keyspaces-streamer stream pod" \
      org.opencontainers.image.description="Reads an Amazon Keyspaces change stream and writes every change to S3 exactly once." \
      org.opencontainers.image.authors="keyspaces-streamer maintainers" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV ASPNETCORE_HTTP_PORTS=9464
WORKDIR /app
COPY --from=build /published ./
USER 1654
EXPOSE 9464
ENTRYPOINT ["/app/streampod"]
