namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>A place in the pod's source where it waits for something, and where it can therefore be killed.</summary>
/// <param name="Type">Type that declares the method.</param>
/// <param name="Method">The method as it is written.</param>
/// <param name="State">Number of the await within its method, from 0.</param>
/// <param name="File">Source file, relative to the repository, with slashes.</param>
/// <param name="Line">Line of the statement.</param>
/// <param name="Code">Text of that line.</param>
internal sealed record AwaitPoint(string Type, string Method, int State, string File, int Line, string Code);
