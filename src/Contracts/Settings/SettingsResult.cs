namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>What reading a settings document gave: the settings, or every problem at once.</summary>
/// <param name="Settings">The settings with all defaults filled in; null when there is a problem.</param>
/// <param name="Problems">All problems found, in the order of the settings; empty when the document is sound.</param>
public sealed record SettingsResult(StreamSettings? Settings, IReadOnlyList<SettingsProblem> Problems);
