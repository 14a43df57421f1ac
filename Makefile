# The same targets serve people and CI. `make` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CONFIGURATION ?= Release
export CONFIGURATION
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build everything (CONFIGURATION=Debug for a debug build)
	dotnet build Streamer.sln -c $(CONFIGURATION) -nologo -v quiet

.PHONY: test
test: servers readers cluster publish helm observability ## Run all tests, last line: N passed, N failed, N skipped
	eng/test.sh

# What takes no cluster, no native pod and no Terraform.
QUICK := $(filter-out Cluster.Tests Infrastructure.Tests Integration.Tests,$(notdir $(wildcard tests/*.Tests)))

.PHONY: test-quick
test-quick: servers readers helm observability ## Run the tests that take neither a cluster, a native pod nor Terraform, in a few minutes
	SCHEDULES=1000 FUZZ_SECONDS=10 TEST_BESIDE=Operator.Tests eng/test.sh $(QUICK)

.PHONY: lint
lint: ## Check formatting, shell scripts and the rules of the tree
	eng/lint.sh

.PHONY: model
model: ## Check the model of the commit and lease protocol with spin, every state of it
	eng/model.sh

.PHONY: format
format: ## Format the code
	dotnet format whitespace . --folder --exclude artifacts

.PHONY: servers
servers: ## Install the test servers (dynalite, moto) into the cache folder
	eng/servers/install.sh

.PHONY: servers-check
servers-check: servers ## Prove by an official client that the test servers do what the tests need
	eng/servers/check.sh

.PHONY: readers
readers: ## Install the readers that judge Avro and Parquet files (npm, Debian's Python) into the cache folder
	eng/readers/install.sh

.PHONY: cluster
cluster: ## Install a real Kubernetes into the cache folder: API server, controllers, node
	eng/cluster/install.sh node

.PHONY: cluster-check
cluster-check: cluster ## Prove on a fresh cluster that it does what the tests need
	eng/cluster/check.sh

.PHONY: helm
helm: ## Build the renderer of the Helm chart into the cache folder
	eng/helm/install.sh

.PHONY: observability
observability: ## Unpack promtool and Lua for the tests of alerts and health checks into the cache folder
	eng/observability/install.sh

.PHONY: publish
publish: ## Compile the pod to a native binary, artifacts/publish/StreamPod/release_linux-x64/streampod
	dotnet publish src/StreamPod -c Release -r linux-x64 -nologo -v quiet

.PHONY: images
images: ## Make the container images, artifacts/images/*.tar, without Docker (REGISTRY=HOST:PORT pushes them, TAG=..., BASE=mcr|debian)
	@eng/images/publish.sh $(if $(REGISTRY),--registry $(REGISTRY)) $(if $(TAG),--tag $(TAG)) $(if $(BASE),--base $(BASE))

.PHONY: images-check
images-check: servers ## Prove the images on a real node: settings check, a run to objects in a bucket, probes, a clean stop (root)
	@eng/cluster/install.sh node
	@eng/images/check.sh

.PHONY: bench bench-operator demo
bench: servers publish ## Measure encoding, formats, the way to S3, and one pod with 1,000 shards
	dotnet build src/StreamsEmulator -c Release -nologo -v quiet
	dotnet run -c Release --project benchmarks/Benchmarks -- encode
	dotnet run -c Release --project benchmarks/Benchmarks -- formats
	benchmarks/put.sh
	benchmarks/scale.sh

bench-operator: servers cluster ## Measure one operator with 1,000 streams on a real API server (STREAMS=N, REST=SECONDS)
	dotnet build src/Operator -c Release -nologo -v quiet
	dotnet build src/StreamsEmulator -c Release -nologo -v quiet
	dotnet build benchmarks/Fleet -c Release -nologo -v quiet
	benchmarks/operator.sh

demo: ## The whole system on this machine: a Kubernetes node, the chart, one resource, a stream into S3 (root, Debian; OUTAGES=60 adds outages of that many seconds)
	@eng/demo/system.sh

.PHONY: demo-down
demo-down: ## Take away what make demo left running
	@eng/demo/system.sh down

.PHONY: demo-pod
demo-pod: ## Run a stream, two pods and local servers without Kubernetes, and show the objects they write
	@eng/demo.sh

.PHONY: simulate
simulate: ## Simulated disasters: SCHEDULES=N FROM=SEED SETTINGS=file PODS=N SHARDS=N, or one again: SEED=N or SCHEDULE=file
	@dotnet build tests/Simulation -c $(CONFIGURATION) -nologo -v quiet -clp:NoSummary
	@eng/simulate.sh

.PHONY: planted
planted: ## Plant faults into a copy of the pod, one at a time, and see each one found by simulated disasters
	@eng/planted.sh

.PHONY: fuzz
fuzz: ## Feed the readers with malformed input for an hour (FUZZ_SECONDS=N, FUZZ_SEED=N); what breaks one is left in artifacts/fuzz
	@dotnet build tests/Fuzzing -c $(CONFIGURATION) -nologo -v quiet -clp:NoSummary
	@artifacts/bin/Fuzzing/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/Fuzzing run --seconds $${FUZZ_SECONDS:-3600} --seed $${FUZZ_SEED:-$$RANDOM}

.PHONY: verify-clean
verify-clean: ## Fail when the checkout has changes (after a build: lock files or generated files out of date)
	@changes=$$(git status --porcelain); if [ -n "$$changes" ]; then echo "$$changes"; git --no-pager diff | head -n 100; exit 1; fi

.PHONY: clean
clean: ## Remove all build results (the cache of test servers stays)
	rm -rf artifacts
