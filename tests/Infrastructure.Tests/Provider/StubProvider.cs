using Grpc.Core;
using KeyspacesStreamer.Infrastructure.Tests.Provider.Wire;

namespace KeyspacesStreamer.Infrastructure.Tests.Provider;

/// <summary>A provider that knows the arguments of AWS's resources and makes none: Terraform itself refuses what the schema lacks.</summary>
internal sealed class StubProvider : Wire.Provider.ProviderBase
{
    private static readonly GetProviderSchema.Types.Response Schemas = SchemaFile.Read();

    public override Task<GetProviderSchema.Types.Response> GetSchema(GetProviderSchema.Types.Request request, ServerCallContext context) => Task.FromResult(Schemas);

    public override Task<PrepareProviderConfig.Types.Response> PrepareProviderConfig(PrepareProviderConfig.Types.Request request, ServerCallContext context) =>
        Task.FromResult(new PrepareProviderConfig.Types.Response { PreparedConfig = request.Config });

    public override Task<ValidateConfig.Types.Response> ValidateResourceTypeConfig(ValidateConfig.Types.Request request, ServerCallContext context) =>
        Task.FromResult(new ValidateConfig.Types.Response());

    public override Task<ValidateConfig.Types.Response> ValidateDataSourceConfig(ValidateConfig.Types.Request request, ServerCallContext context) =>
        Task.FromResult(new ValidateConfig.Types.Response());

    public override Task<Stop.Types.Response> Stop(Stop.Types.Request request, ServerCallContext context) => Task.FromResult(new Stop.Types.Response());
}
