using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests.Lua;

/// <summary>Runs a script as Argo CD does: Lua 5.1, the object as <c>obj</c>, the libraries base and table and no other.</summary>
internal static class Sandbox
{
    // Prints a value as JSON. Lists are tables with a first entry; an empty table is an object.
    private const string Driver = """
        local text = string
        local function json(value)
          if type(value) == "table" then
            local parts = {}
            if value[1] ~= nil then
              for _, item in ipairs(value) do parts[#parts + 1] = json(item) end
              return "[" .. table.concat(parts, ",") .. "]"
            end
            for key, item in pairs(value) do parts[#parts + 1] = json(key) .. ":" .. json(item) end
            return "{" .. table.concat(parts, ",") .. "}"
          end
          if type(value) ~= "string" then return tostring(value) end
          return '"' .. text.gsub(text.gsub(text.gsub(value, "\\", "\\\\"), '"', '\\"'), "\n", "\\n") .. '"'
        end
        local allowed = { table = table }
        for _, name in ipairs({ "assert", "error", "ipairs", "next", "pairs", "pcall", "select", "tonumber", "tostring", "type", "unpack" }) do
          allowed[name] = _G[name]
        end
        allowed.obj = OBJECT
        local script = assert(loadfile(arg[1]))
        setfenv(script, allowed)
        print(json(script()))
        """;

    /// <param name="script">Below the checkout.</param>
    /// <param name="subject">The resource.</param>
    public static async Task<JsonNode> RunAsync(string script, JsonNode subject)
    {
        using var folder = new TemporaryFolder();
        var driver = folder.PathOf("driver.lua");
        await File.WriteAllTextAsync(driver, Driver.Replace("OBJECT", LuaText.Of(subject), StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var answer = await Script.RunAsync("eng/observability/tool.sh", ["lua5.1", driver, Path.IsPathRooted(script) ? script : RepositoryRoot.PathOf(script.Split('/'))]);
        return answer.Code == 0
            ? JsonNode.Parse(answer.Output) ?? throw new InvalidDataException($"{script} returned nothing.")
            : throw new InvalidOperationException($"{script} failed: {answer.Error}");
    }
}
