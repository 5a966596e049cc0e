#include "engine/lang/instances.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "engine/lang/copy_clause.h"
#include "engine/lang/operators.h"

namespace dictum {
namespace {

constexpr std::size_t kInstanceDepth = 64;
constexpr std::size_t kInstancesMax = 10'000;
constexpr std::size_t kClausesMax = 1'000'000;  // of all instances, copies of copies too

// What stands for the parameters of a component.
class Binding {
  public:
    const std::string& find(const std::string& name) const {
        const auto found = actual_.find(name);
        return found == actual_.end() ? name : found->second;
    }
    bool binds(const std::string& name) const { return actual_.contains(name); }

    Binding extended(const ComponentType& formal, const ComponentType& actual) const {
        Binding made = *this;
        const std::size_t count = std::min(formal.parameters.size(), actual.parameters.size());
        for (std::size_t i = 0; i < count; ++i) {
            made.actual_[formal.parameters[i]] = find(actual.parameters[i]);
        }
        return made;
    }

  private:
    std::map<std::string, std::string> actual_;
};

// Which component a name means: one that stands in the component at hand, in one around it, or in
// the program.
class Components {
  public:
    explicit Components(const SyntaxProgram& program) : program_(program) {
        std::vector<std::pair<const SyntaxProgram*, const ComponentDecl*>> open{
            {&program, nullptr}};
        while (!open.empty()) {
            const auto [body, around] = open.back();
            open.pop_back();
            for (const ComponentDecl& component : body->components) {
                around_[&component] = around;
                open.emplace_back(&component.body, &component);
            }
        }
    }

    const ComponentDecl* around(const ComponentDecl* component) const {
        return around_.at(component);
    }

    const ComponentDecl* find(const ComponentDecl* scope, const std::string& name) const {
        for (; scope != nullptr; scope = around(scope)) {
            if (const ComponentDecl* found = in_or_inherited(*scope, name)) return found;
        }
        return named(program_, name);
    }

  private:
    // Of the component itself, then of its bases, which stand around it or in the program.
    const ComponentDecl* in_or_inherited(const ComponentDecl& component,
                                         const std::string& name) const {
        std::vector<const ComponentDecl*> open{&component};
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (const ComponentDecl* found = named(open[i]->body, name)) return found;
            for (const ComponentType& base : open[i]->bases) {
                const ComponentDecl* next = nullptr;
                for (const ComponentDecl* at = around(open[i]); at != nullptr && !next;
                     at = around(at)) {
                    next = named(at->body, base.name);
                }
                if (next == nullptr) next = named(program_, base.name);
                const bool fresh = std::ranges::find(open, next) == open.end();
                if (next != nullptr && fresh) open.push_back(next);
            }
        }
        return nullptr;
    }

    static const ComponentDecl* named(const SyntaxProgram& body, const std::string& name) {
        for (const ComponentDecl& component : body.components) {
            if (component.type.name == name) return &component;
        }
        return nullptr;
    }

    const SyntaxProgram& program_;
    std::unordered_map<const ComponentDecl*, const ComponentDecl*> around_;
};

void report(Reporter& reporter, std::string id, Span span, std::string message,
            std::string mend = {}) {
    Diagnostic diagnostic;
    diagnostic.id = std::move(id);
    diagnostic.span = span;
    diagnostic.message = std::move(message);
    diagnostic.mend = std::move(mend);
    reporter.error(std::move(diagnostic));
}

// What is wrong with components, used or not.
class ComponentChecks {
  public:
    ComponentChecks(const SyntaxProgram& program, const Components& components, Reporter& reporter)
        : program_(program), components_(components), reporter_(reporter) {}

    void run() {
        check_names();
        struct Open {
            const ComponentDecl* component;
            std::set<std::string> parameters;
        };
        std::vector<Open> open;
        for (const ComponentDecl& component : program_.components) open.push_back({&component, {}});
        while (!open.empty()) {
            Open next = std::move(open.back());
            open.pop_back();
            const ComponentDecl& component = *next.component;
            next.parameters.insert(component.type.parameters.begin(),
                                   component.type.parameters.end());
            check(component, next.parameters);
            for (const ComponentDecl& inner : component.body.components) {
                open.push_back({&inner, next.parameters});
            }
        }
        for (const InstanceDecl& instance : program_.instances) {
            check_use(nullptr, instance.of, instance.span, {});
        }
    }

  private:
    void check_names() {
        std::set<std::string> names;
        for (const TypeDecl& type : program_.types) names.insert(type.name);
        for (const RelationDecl& relation : program_.relations) names.insert(relation.name);
        for (const ComponentDecl& component : program_.components) {
            check_name(names, component.type.name, component.span);
        }
        for (const InstanceDecl& instance : program_.instances) {
            check_name(names, instance.name, instance.span);
        }
    }

    void check_name(std::set<std::string>& names, const std::string& name, Span span) {
        if (names.insert(name).second) return;
        report(reporter_, "duplicate-name", span, "`" + name + "` is declared already",
               "give it another name");
    }

    void check(const ComponentDecl& component, const std::set<std::string>& parameters) {
        const ComponentDecl* const around = components_.around(&component);
        for (const ComponentType& base : component.bases) {
            check_use(around, base, component.span, parameters);
        }
        for (const InstanceDecl& instance : component.body.instances) {
            check_use(&component, instance.of, instance.span, parameters);
        }
        const std::vector<const ComponentDecl*> bases = all_bases(component);
        if (std::ranges::find(bases, &component) != bases.end()) {
            report(reporter_, "component-cycle", component.span,
                   "the component `" + component.type.name + "` is a base of itself",
                   "remove one of the bases");
        }
        for (const auto& [name, span] : component.overrides) {
            check_override(component, bases, name);
        }
    }

    void check_use(const ComponentDecl* scope, const ComponentType& use, Span span,
                   const std::set<std::string>& parameters) {
        if (parameters.contains(use.name)) return;
        const ComponentDecl* const component = components_.find(scope, use.name);
        if (component == nullptr) {
            report(reporter_, "unknown-component", span, "there is no component `" + use.name + "`",
                   "declare it with `.comp`");
        } else if (component->type.parameters.size() != use.parameters.size()) {
            const std::size_t wanted = component->type.parameters.size();
            report(reporter_, "component-parameters", span,
                   "the component `" + use.name + "` takes " + std::to_string(wanted) +
                       (wanted == 1 ? " parameter" : " parameters") + ", not " +
                       std::to_string(use.parameters.size()));
        }
    }

    std::vector<const ComponentDecl*> all_bases(const ComponentDecl& component) const {
        std::vector<const ComponentDecl*> bases;
        const auto add = [&](const ComponentDecl& of) {
            for (const ComponentType& base : of.bases) {
                const ComponentDecl* found =
                    components_.find(components_.around(&component), base.name);
                if (found != nullptr && std::ranges::find(bases, found) == bases.end()) {
                    bases.push_back(found);
                }
            }
        };
        add(component);
        for (std::size_t i = 0; i < bases.size(); ++i) add(*bases[i]);
        return bases;
    }

    void check_override(const ComponentDecl& component,
                        const std::vector<const ComponentDecl*>& bases, const std::string& name) {
        const auto is_it = [&](const RelationDecl& relation) { return relation.name == name; };
        if (std::ranges::any_of(component.body.relations, is_it)) {
            report(reporter_, "bad-override", component.span,
                   "`" + name + "` is declared here, and not by a base of `" + component.type.name +
                       "`",
                   "override relations of the bases only");
        }
        for (const ComponentDecl* base : bases) {
            for (const RelationDecl& relation : base->body.relations) {
                if (!is_it(relation) || relation.overridable) continue;
                report(reporter_, "bad-override", component.span,
                       "`" + name + "` of `" + base->type.name + "` can't be overridden",
                       "declare it `overridable` there");
            }
        }
    }

    const SyntaxProgram& program_;
    const Components& components_;
    Reporter& reporter_;
};

class Instantiation {
  public:
    Instantiation(SyntaxProgram& program, const Components& components, Reporter& reporter)
        : program_(program), components_(components), reporter_(reporter) {}

    void run() {
        for (const InstanceDecl& instance : program_.instances) {
            SyntaxProgram content;
            add_instance(instance, nullptr, {}, {}, 0, content);
            add_all(content, program_);
        }
        for (const Clause& clause : orphans_.clauses) {
            copy_clause(orphans_, clause, kSameNames, program_);
        }
    }

  private:
    using Names = std::set<std::string>;

    // What the instance holds, with its name in front, goes into `into`.
    void add_instance(const InstanceDecl& instance, const ComponentDecl* scope,
                      const Binding& binding, const Names& overridden, std::size_t depth,
                      SyntaxProgram& into) {
        if (is_too_much(instance, depth)) return;
        const std::string& name = binding.find(instance.of.name);
        const ComponentDecl* const component = components_.find(scope, name);
        if (component == nullptr) {
            if (!binding.binds(instance.of.name)) return;  // it was reported
            report(reporter_, "unknown-component", instance.of.span,
                   "there is no component `" + name + "`, which stands for `" + instance.of.name +
                       "` here");
            return;
        }
        const Binding own = binding.extended(component->type, instance.of);
        SyntaxProgram content;
        for (const InstanceDecl& inner : component->body.instances) {
            add_instance(inner, component, own, overridden, depth + 1, content);
        }
        add_content(*component, own, overridden, depth, content);
        put_in_front(instance.name, content);
        add_all(content, into);
    }

    bool is_too_much(const InstanceDecl& instance, std::size_t depth) {
        if (stopped_) return true;
        if (depth >= kInstanceDepth) {
            report(reporter_, "nested-too-deep", instance.span,
                   "instances are nested more than " + std::to_string(kInstanceDepth) + " deep",
                   "an instance can't hold one of its own component");
            stopped_ = true;
        } else if (++instances_ > kInstancesMax || clauses_ > kClausesMax) {
            report(reporter_, "too-many-instances", instance.span,
                   "the components make more than " + std::to_string(kInstancesMax) +
                       " instances or " + std::to_string(kClausesMax) + " clauses",
                   "write fewer instances");
            stopped_ = true;
        }
        return stopped_;
    }

    void add_content(const ComponentDecl& component, const Binding& binding,
                     const Names& overridden, std::size_t depth, SyntaxProgram& content) {
        if (depth >= kInstanceDepth) return;  // a cycle of bases, which was reported
        Names of_bases = overridden;
        for (const auto& [name, span] : component.overrides) of_bases.insert(name);
        for (const ComponentType& use : component.bases) {
            const ComponentDecl* const around = components_.around(&component);
            const ComponentDecl* const base = components_.find(around, binding.find(use.name));
            if (base == nullptr) continue;
            const Binding own = binding.extended(base->type, use);
            for (const InstanceDecl& inner : base->body.instances) {
                add_instance(inner, base, own, {}, depth + 1, content);
            }
            add_content(*base, own, of_bases, depth + 1, content);
        }
        add_declarations(component.body, binding, content);
        add_clauses(component.body, overridden, content);
    }

    static void add_declarations(const SyntaxProgram& body, const Binding& binding,
                                 SyntaxProgram& content) {
        for (TypeDecl type : body.types) {
            type.name = binding.find(type.name);
            type.base.text = binding.find(type.base.text);
            for (TypeRef& part : type.members) part.text = binding.find(part.text);
            for (TypeBranch& branch : type.branches) {
                for (auto& field : branch.fields) field.type.text = binding.find(field.type.text);
            }
            content.types.push_back(std::move(type));
        }
        for (RelationDecl relation : body.relations) {
            for (auto& column : relation.columns) {
                column.type.text = binding.find(column.type.text);
            }
            content.relations.push_back(std::move(relation));
        }
        content.directives.insert(content.directives.end(), body.directives.begin(),
                                  body.directives.end());
    }

    void add_clauses(const SyntaxProgram& body, const Names& overridden, SyntaxProgram& content) {
        Names declared;
        for (const RelationDecl& relation : content.relations) declared.insert(relation.name);
        for (const Clause& clause : body.clauses) {
            const std::string& head = clause.heads.front().name;
            if (overridden.contains(head.substr(0, head.find('.')))) continue;
            copy_clause(body, clause, kSameNames, declared.contains(head) ? content : orphans_);
            ++clauses_;
        }
        const auto found_home = [&](const Clause& orphan) {
            if (!declared.contains(orphan.heads.front().name)) return false;
            copy_clause(orphans_, orphan, kSameNames, content);
            return true;
        };
        std::erase_if(orphans_.clauses, found_home);
    }

    void put_in_front(const std::string& instance, SyntaxProgram& content) {
        Names types;
        Names branches;
        Names relations;
        for (const TypeDecl& type : content.types) {
            types.insert(type.name);
            for (const TypeBranch& branch : type.branches) branches.insert("$" + branch.name);
        }
        for (const RelationDecl& relation : content.relations) relations.insert(relation.name);
        const auto prefix = [&](const Names& own) {
            return [&instance, &own](std::string& name) {
                if (own.contains(name)) name = instance + "." + name;
            };
        };
        const Renaming names{prefix(relations), prefix(types)};
        rename(content, names);
        rename(orphans_, names);
        const auto rename_branch = [&](std::string& functor) {
            if (branches.contains(functor)) functor = "$" + instance + "." + functor.substr(1);
        };
        for (TypeDecl& type : content.types) {
            for (TypeBranch& branch : type.branches) {
                if (!branch.name.empty()) branch.name = instance + "." + branch.name;
            }
        }
        for (SyntaxProgram* part : {&content, &orphans_}) {
            for (Term& term : part->terms) {
                if (auto* call = std::get_if<CallTerm>(&term.node)) rename_branch(call->functor);
            }
        }
    }

    static void rename(SyntaxProgram& content, const Renaming& names) {
        for (TypeDecl& type : content.types) {
            names.type(type.name);
            names.type(type.base.text);
            for (TypeRef& part : type.members) names.type(part.text);
            for (TypeBranch& branch : type.branches) {
                for (auto& field : branch.fields) names.type(field.type.text);
            }
        }
        for (RelationDecl& relation : content.relations) {
            names.relation(relation.name);
            for (auto& column : relation.columns) names.type(column.type.text);
        }
        for (Directive& directive : content.directives) names.relation(directive.relation);
        for (Clause& clause : content.clauses) {
            for (Atom& head : clause.heads) names.relation(head.name);
        }
        rename_casts(content, names.type);
        for (Formula& formula : content.formulas) {
            if (auto* atom = std::get_if<AtomFormula>(&formula.node)) {
                names.relation(atom->atom.name);
            }
        }
    }

    // The types that `as` names.
    template <class Name>
    static void rename_casts(SyntaxProgram& content, const Name& name) {
        for (Term& term : content.terms) {
            auto* const call = std::get_if<CallTerm>(&term.node);
            if (call == nullptr || !is_cast_term(call->functor)) continue;
            std::string type = call->functor.substr(kCastTerm.size());
            name(type);
            call->functor = std::string(kCastTerm) + type;
        }
    }

    void add_all(const SyntaxProgram& content, SyntaxProgram& into) {
        into.types.insert(into.types.end(), content.types.begin(), content.types.end());
        into.relations.insert(into.relations.end(), content.relations.begin(),
                              content.relations.end());
        into.directives.insert(into.directives.end(), content.directives.begin(),
                               content.directives.end());
        for (const Clause& clause : content.clauses) copy_clause(content, clause, kSameNames, into);
        clauses_ += content.clauses.size();
    }

    inline static const Renaming kSameNames{[](std::string&) {}, [](std::string&) {}};

    SyntaxProgram& program_;
    const Components& components_;
    Reporter& reporter_;
    // Rules for relations that are declared further out, as far as they have not met them.
    SyntaxProgram orphans_;
    std::size_t instances_ = 0;
    std::size_t clauses_ = 0;
    bool stopped_ = false;
};

}  // namespace

void instantiate_components(SyntaxProgram& program, Reporter& reporter) {
    if (program.components.empty() && program.instances.empty()) return;
    const Components components(program);
    ComponentChecks(program, components, reporter).run();
    Instantiation(program, components, reporter).run();
    program.components.clear();
    program.instances.clear();
}

}  // namespace dictum
