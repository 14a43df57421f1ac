using System.Collections.Concurrent;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>The lab's folder: roles, users and what else tests write there. Each file is read again when it changes.</summary>
internal sealed class LabFolder
{
    private const string Json = ".json";

    private readonly string _path;
    private readonly LabPlace _place;
    private readonly Action<string> _onProblem;
    private readonly ConcurrentDictionary<string, CachedFile<Role>> _roles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CachedFile<CallerKeyEntry>> _users = new(StringComparer.Ordinal);
    private readonly CachedFile<IReadOnlyList<Association>> _associations;
    private readonly CachedFile<IReadOnlyDictionary<string, string>> _images;
    private readonly CachedFile<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> _accounts;

    public LabFolder(string path, LabPlace place, Action<string> onProblem)
    {
        (_path, _place, _onProblem) = (path, place, onProblem);
        Directory.CreateDirectory(Path.Combine(path, "roles"));
        Directory.CreateDirectory(Path.Combine(path, "users"));
        _associations = new(Path.Combine(path, "associations.json"), FolderDocuments.Associations, onProblem);
        _images = new(Path.Combine(path, "images.json"), FolderDocuments.Images, onProblem);
        _accounts = new(Path.Combine(path, "service-accounts.json"), FolderDocuments.ServiceAccounts, onProblem);
    }

    /// <summary>Digests by image; null when every image exists.</summary>
    public IReadOnlyDictionary<string, string>? Images => _images.Read();

    /// <returns>Null when there is no such role.</returns>
    public Role? FindRole(string name) => _roles.GetOrAdd(name, key => new CachedFile<Role>(
        Path.Combine(_path, "roles", key + Json), text => FolderDocuments.Role(key, _place.Account, text), _onProblem)).Read();

    public Role? FindRoleByArn(string arn) =>
        arn.StartsWith("arn:", StringComparison.Ordinal) && arn.LastIndexOf('/') is > 0 and var slash && FindRole(arn[(slash + 1)..]) is { } role && role.Arn == arn ? role : null;

    /// <returns>Null when no user has the key.</returns>
    public CallerKey? FindUser(string accessKey) => Directory.EnumerateFiles(Path.Combine(_path, "users"), "*" + Json)
        .Select(file => _users.GetOrAdd(file, NewUser).Read())
        .FirstOrDefault(user => user?.AccessKey == accessKey)?.Key;

    /// <returns>Null when the ServiceAccount has no role by Pod Identity.</returns>
    public Association? FindAssociation(AccountSubject account) =>
        _associations.Read()?.FirstOrDefault(association => association.Namespace == account.Namespace && association.ServiceAccount == account.Name);

    public Role? RoleOf(Association association) =>
        association.Role.StartsWith("arn:", StringComparison.Ordinal) ? FindRoleByArn(association.Role) : FindRole(association.Role);

    /// <returns>Null when the file says nothing of the ServiceAccount.</returns>
    public IReadOnlyDictionary<string, string>? AnnotationsOf(AccountSubject account) => _accounts.Read()?.GetValueOrDefault($"{account.Namespace}/{account.Name}");

    private CachedFile<CallerKeyEntry> NewUser(string file) =>
        new(file, text => FolderDocuments.User(Path.GetFileNameWithoutExtension(file), _place.Account, text), _onProblem);
}
