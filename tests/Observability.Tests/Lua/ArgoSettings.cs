using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Observability.Tests.Lua;

/// <summary>The scripts as Argo CD reads them from its ConfigMap.</summary>
internal static class ArgoSettings
{
    private const string Kind = "keyspaces-streamer.dev_KeyspacesCdcStream";

    public static string Text => $"""
        # What Argo CD has to know about our kind; merge data into its ConfigMap argocd-cm.
        # Made of resource_customizations; UPDATE_GOLDEN=1 writes it again.
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: argocd-cm
          namespace: argocd
          labels:
            app.kubernetes.io/name: argocd-cm
            app.kubernetes.io/part-of: argocd
        data:
          resource.customizations.health.{Kind}: |
        {Script("health.lua", 4)}
          resource.customizations.actions.{Kind}: |
            discovery.lua: |
        {Script("actions/discovery.lua", 6)}
            definitions:
              - name: suspend
                action.lua: |
        {Script("actions/suspend/action.lua", 10)}
              - name: resume
                action.lua: |
        {Script("actions/resume/action.lua", 10)}
          # So that an Application which holds Applications waits for each wave of them.
          resource.customizations.health.argoproj.io_Application: |
            if obj.status ~= nil and obj.status.health ~= nil then
              return obj.status.health
            end
            return {"{"} status = "Progressing", message = "Not synchronised yet." {"}"}

        """;

    private static string Script(string path, int indentation) => string.Join('\n',
        File.ReadAllText(RepositoryRoot.PathOf($"{Customization.Folder}/{path}".Split('/'))).TrimEnd('\n').Split('\n')
            .Select(line => line.Length == 0 ? line : new string(' ', indentation) + line));
}
