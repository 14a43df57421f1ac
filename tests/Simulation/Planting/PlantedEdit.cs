namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>One place of the pod's code and what is there in a copy with faults.</summary>
/// <param name="File">Path below <c>src/StreamPod</c>.</param>
/// <param name="Find">Text that occurs exactly once in the file.</param>
/// <param name="Replace">What is there instead: the text, and the fault behind <c>Planted.Is</c>.</param>
internal sealed record PlantedEdit(string File, string Find, string Replace);
