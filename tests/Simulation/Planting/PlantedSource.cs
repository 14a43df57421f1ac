namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>One source file and the faults that are planted into it; all places are found in the text as it is in the tree.</summary>
internal sealed class PlantedSource(string file, string text)
{
    private readonly List<(int At, PlantedFault Fault, PlantedEdit Edit)> _places = [];
    private readonly List<string> _problems = [];

    /// <summary>Why faults do not fit; empty when all do.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public void Plant(PlantedFault fault, PlantedEdit edit)
    {
        var at = text.IndexOf(edit.Find, StringComparison.Ordinal);
        if (at < 0)
        {
            Refuse(fault, "its text does not occur");
        }
        else if (text.IndexOf(edit.Find, at + 1, StringComparison.Ordinal) >= 0)
        {
            Refuse(fault, "its text occurs more than once");
        }
        else if (_places.Find(place => place.At < at + edit.Find.Length && at < place.At + place.Edit.Find.Length).Fault is { } other)
        {
            Refuse(fault, $"its text overlaps with that of {other.Name}");
        }
        else
        {
            _places.Add((at, fault, edit));
        }
    }

    /// <summary>The text with all faults, each behind its switch.</summary>
    public override string ToString()
    {
        var planted = text;
        foreach (var (at, _, edit) in _places.OrderByDescending(place => place.At))
        {
            planted = planted.Remove(at, edit.Find.Length).Insert(at, edit.Replace);
        }

        return planted;
    }

    private void Refuse(PlantedFault fault, string why) => _problems.Add($"{fault.Name} cannot be planted into {file}: {why}.");
}
