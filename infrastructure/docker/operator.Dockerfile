# The operator's image for builds with Docker or BuildKit: docker build -f infrastructure/docker/operator.Dockerfile .
# make images makes the same without either; docs/images.md compares the two.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble@sha256:e70cdb7f80b0348f5cb85f19a8f670fca061f033d57eed12fa003d58b0e06317 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig LICENSE ./
COPY eng/BannedSymbols.txt eng/Container.props eng/
COPY src/AwsAccess src/AwsAccess/
COPY src/Contracts src/Contracts/
COPY src/Hosting src/Hosting/
COPY src/KeyspacesStreams src/KeyspacesStreams/
COPY src/Operator src/Operator/
RUN dotnet publish src/Operator -p:RestoreLockedMode=true --configuration Release --runtime linux-x64 --no-self-contained -p:ContinuousIntegrationBuild=true --output /published \
    && rm -f /published/*.pdb /published/*.xml \
    && cp LICENSE /published/

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled@sha256:48e51f2f6798897be7ac4e775c049ed8fe60d3190f637e1f9c9dc7513efa659c
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="keyspaces-streamer operator" \
      org.opencontainers.image.description="Runs stream pods for KeyspacesCdcStream resources on Kubernetes." \
      org.opencontainers.image.authors="keyspaces-streamer maintainers" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV ASPNETCORE_HTTP_PORTS=9464 \
    DOTNET_EnableDiagnostics=0
WORKDIR /app
COPY --from=build /published ./
USER 1654
EXPOSE 9464
ENTRYPOINT ["dotnet", "/app/streamer-operator.dll"]
