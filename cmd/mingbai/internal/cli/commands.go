package cli

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands makes the tree of commands.
func (a *app) commands() *cobra.Command {
	root := a.command("mingbai COMMAND", a.bare)
	root.Use = "mingbai"
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return a.excuse }
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.helpOn(cmd.OutOrStdout(), cmd) })
	root.SetFlagErrorFunc(a.flagError)
	root.PersistentFlags().StringVar(&a.root, "root", "", a.say("flag-root"))
	root.PersistentFlags().String("lang", "", a.say("flag-lang"))
	root.PersistentFlags().BoolP("help", "h", false, a.say("flag-help"))
	root.PersistentFlags().SortFlags = false
	root.Flags().Bool("version", false, a.say("flag-version"))
	explain := a.command("help [COMMAND]", a.help)
	root.SetHelpCommand(explain)
	root.AddCommand(a.buildCommand(), a.checkCommand(), a.mergeCommand(), a.publishCommand(), a.serveCommand(), a.kioskCommand(), a.newCommand(), a.searchCommand(), a.translationsCommand(),
		a.command("version", a.version), explain, a.completionCommand())
	return root
}

// command makes a command from its usage line. Too few or too many words are wrong usage: words in
// capitals on the line must be given, those in brackets may be, and ... takes all.
func (a *app) command(use string, do func(*cobra.Command, []string) error) *cobra.Command {
	name, _, _ := strings.Cut(use, " ")
	required, optional := 0, 0
	for _, word := range strings.Fields(use)[1:] {
		if strings.HasPrefix(word, "[") {
			optional++
		} else {
			required++
		}
	}
	cmd := &cobra.Command{Use: use, Short: helps[name].short[a.lang], RunE: do, DisableFlagsInUseLine: true}
	cmd.Flags().SortFlags = false
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		switch {
		case !cmd.HasParent():
			return nil
		case len(args) < required:
			return usageError(a.say("arguments-few", a.useLine(cmd)))
		case len(args) > required+optional && !strings.HasSuffix(use, "..."):
			return usageError(a.say("arguments-many", args[required+optional]))
		}
		return nil
	}
	return cmd
}

// bare is what happens without a command, or with one that there is not.
func (a *app) bare(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError(a.nearText(a.say("command-unknown", args[0]), args[0], names(cmd)))
	}
	if show, err := cmd.Flags().GetBool("version"); err == nil && show {
		return a.version(cmd, nil)
	}
	a.helpOn(a.err, cmd)
	return exitCode(exitUsage)
}

func names(cmd *cobra.Command) []string {
	var out []string
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			out = append(out, sub.Name())
		}
	}
	return out
}

func (a *app) help(cmd *cobra.Command, args []string) error {
	root := cmd.Root()
	if len(args) == 0 {
		a.helpOn(a.out, root)
		return nil
	}
	for _, sub := range root.Commands() {
		if sub.Name() == args[0] && !sub.Hidden {
			a.helpOn(a.out, sub)
			return nil
		}
	}
	return usageError(a.nearText(a.say("command-unknown", args[0]), args[0], names(root)))
}

func (a *app) version(*cobra.Command, []string) error {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	_, err := fmt.Fprintln(a.out, a.say("version", version, runtime.Version(), runtime.GOOS, runtime.GOARCH))
	return err
}

func (a *app) completionCommand() *cobra.Command {
	cmd := a.command("completion SHELL", func(cmd *cobra.Command, args []string) error {
		root := cmd.Root()
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(a.out, true)
		case "zsh":
			return root.GenZshCompletion(a.out)
		case "fish":
			return root.GenFishCompletion(a.out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(a.out)
		}
		return usageError(a.say("shell-unknown", args[0]))
	})
	cmd.ValidArgs = []string{"bash", "zsh", "fish", "powershell"}
	return cmd
}

// flagError says in the reader's language what is wrong with an option.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var without *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		written := "--" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			return usageError(a.say("flag-unknown", "-"+unknown.GetSpecifiedName()))
		}
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
		return usageError(a.nearText(a.say("flag-unknown", written), written, known))
	case errors.As(err, &without):
		return usageError(a.say("flag-value", without.GetFlag().Name))
	case errors.As(err, &wrong):
		return usageError(a.say("flag-wrong", wrong.GetValue(), wrong.GetFlag().Name))
	case errors.As(err, &syntax):
		return usageError(a.say("flag-syntax", syntax.GetSpecifiedFlag()))
	}
	return usageError(err.Error())
}
